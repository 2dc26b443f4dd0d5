#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes data/frequency/CODE.tsv from word counts ("form count" a line): Zipf value TAB forms of that value.

usage: make_frequency_lists.py FOLDER_OF_COUNTS data/frequency
"""
import collections, math, pathlib, sys, unicodedata

source, target = map(pathlib.Path, sys.argv[1:3])
for file in sorted(source.glob("*.txt")):
    counts = collections.Counter()
    for line in file.open(encoding="utf-8"):
        form, count = line.rsplit(" ", 1)
        form = unicodedata.normalize("NFC", form.casefold())
        if any(c.isalpha() for c in form) and not any(c.isspace() for c in form):
            counts[form] += int(count)
    total = sum(counts.values())
    groups = collections.defaultdict(list)
    for form, count in counts.items():
        groups[round(math.log10(count / total * 1e9), 1)].append(form)
    code = {"no": "nb"}.get(file.stem, file.stem)
    with (target / (code + ".tsv")).open("w", encoding="utf-8") as out:
        out.write(f"# Zipf values of {len(counts)} forms from {total} running words; derived from film subtitles\n")
        out.write("# (OpenSubtitles 2018, hermitdave/FrequencyWords), CC BY-SA 4.0; see data/NOTICE\n")
        for zipf in sorted(groups, reverse=True):
            out.write(f"{zipf}\t{' '.join(sorted(groups[zipf]))}\n")
