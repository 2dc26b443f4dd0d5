#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The look-up table of docs/quality.md: first answer and any of five right, against a gold table of concepts.

usage: measure_lookup.py PROGRAM SHARED [OPTION_OF_LOOKUP...]      (SHARED: the folder with eval/ and gold/)
An answer is right if score_alignment.py's comparison takes it for one of the gold synonyms. Queries are the first synonym of the source column.
"""
import collections, os, subprocess, sys, tempfile

program, shared, options = os.path.abspath(sys.argv[1]), sys.argv[2], sys.argv[3:]
sys.path.insert(0, os.path.join(shared, "eval"))
from score_alignment import close, norm  # noqa: E402

lines = [line.rstrip("\n").split("\t") for line in open(os.path.join(shared, "gold/concepts-dev.tsv"), encoding="utf-8")]
concepts = [dict(zip(lines[0], line + [""] * len(lines[0]))) for line in lines[1:]]
for source, target in (pair.split("-") for pair in "en-de en-cs en-fi en-lv de-lv lv-cs lv-fi cs-fi de-fi de-cs".split()):
    asked = [(c[source].split("|")[0].strip(), [norm(t) for t in c[target].split("|")]) for c in concepts if c[source] and c[target]]
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "terms"), "w", encoding="utf-8") as file:
            file.write("".join(term + "\n" for term, _ in asked))
        output = subprocess.run([program, "lookup", "--file", "terms", "--from", source, "--to", target, "--limit", "5", "--tsv", *options],
                                capture_output=True, text=True, cwd=folder).stdout
    answers = collections.defaultdict(list)
    for row in output.split("\n")[1:]:
        cells = row.split("\t")
        if len(cells) > 3:
            answers[cells[1]].append(norm(cells[3]))
    right = [[any(close(answer, gold) for gold in golds) for answer in answers[term]] for term, golds in asked]
    print(f"{source}-{target}  {len(asked)} terms  first {sum(r[:1] == [True] for r in right) / len(asked):.2f}"
          f"  any of five {sum(any(r) for r in right) / len(asked):.2f}")
