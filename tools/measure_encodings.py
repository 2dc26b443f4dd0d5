#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Recodes 400-byte pieces of articles into legacy encodings and counts how many are read as they were written.

usage: measure_encodings.py PROGRAM FOLDER       (FOLDER/CODE/* are UTF-8 articles)
"""
import json, pathlib, subprocess, sys

program, folder = sys.argv[1], pathlib.Path(sys.argv[2])
encodings = {"de": ["cp1252", "iso8859-1", "iso8859-15", "utf-16-le"], "lv": ["cp1257", "iso8859-13", "iso8859-4", "utf-16-be"],
             "cs": ["cp1250", "iso8859-2", "utf-16-le"], "fi": ["cp1252", "iso8859-1", "iso8859-15"]}


def forms(code, data):
    out = subprocess.run([program, "analyze", "--lang", code, "--format", "tokens"], input=data, capture_output=True).stdout
    return [json.loads(line)["form"] for line in out.decode().splitlines()]


total = right = 0
for code, names in encodings.items():
    text = "\n".join(p.read_text(encoding="utf-8", errors="ignore") for p in sorted((folder / code).iterdir()) if p.suffix in (".txt", ".md"))
    pieces = [text[i:i + 400] for i in range(0, min(len(text), 12000) - 400, 400)]
    for name in names:
        for piece in pieces:
            try:
                data = piece.encode(name)
            except UnicodeEncodeError:
                piece = piece.encode(name, "ignore").decode(name)
                data = piece.encode(name)
            total += 1
            ok = forms(code, data) == forms(code, piece.encode("utf-8"))
            right += ok
            if not ok:
                print("wrong:", code, name, repr(piece[:60]))
print(f"{right} of {total} pieces right")
