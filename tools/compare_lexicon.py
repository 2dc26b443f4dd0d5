#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds every pair of the core lexicon against what installed dictionaries and added parallel text say.

usage: compare_lexicon.py PROGRAM PROJECT DATA/lexicon [--least X]

PROJECT is a folder with a .termknit of its own, to which parallel text was added (`resources add`); without one only the
installed dictionaries speak. For every English term and every language the evidence without the lexicon is asked. A
disagreement is printed where that evidence has an answer of confidence X or more (default .4) and none of its answers is
a term that the lexicon has for the term in any of its senses: TSV, file:line, English, language, the lexicon's terms, the
answers. Most are synonyms to consider or another field's word; each is to be looked at. Nothing is copied from there."""
import collections
import glob
import os
import subprocess
import sys
import tempfile

LANGUAGES = ("de", "lv", "cs", "fi")
PARTS = ("noun", "adjective")


def read_lexicon(folder):
    """{English term: {language: (place, terms of all senses)}}"""
    known = collections.OrderedDict()
    for path in sorted(glob.glob(folder + "/*.tsv")):
        lines = open(path, encoding="utf-8").read().split("\n")
        columns = lines[0].split("\t")
        for number, line in enumerate(lines[1:], 2):
            row = dict(zip(columns, line.split("\t")))
            if row.get("pos") not in PARTS:
                continue
            for term in row["en"].split(" | "):
                place, of_term = known.setdefault(term, ("%s:%d" % (os.path.basename(path), number), {}))
                for language in LANGUAGES:
                    of_term.setdefault(language, []).extend(t for t in row[language].split(" | ") if t)
    return known


def ask(program, project, terms):
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".txt") as file:
        file.write("\n".join(terms) + "\n")
        file.flush()
        command = [program, "lookup", "--file", file.name, "--from", "en", "--to", ",".join(LANGUAGES), "--limit", "8",
                   "--without", "lexicon", "--without", "composition", "--without", "cognates", "--tsv", "--quiet"]
        out = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False).stdout
    answers = collections.defaultdict(list)
    for line in out.splitlines()[1:]:
        cells = line.split("\t")
        answers[cells[1], cells[2]].append((cells[3], float(cells[4])))
    return answers


def agrees(lexicon_terms, answers):
    folded = {t.casefold() for t in lexicon_terms}
    stems = {t[: max(4, int(len(t) * 0.75))] for t in folded}
    return any(a.casefold() in folded or any(a.casefold().startswith(s) for s in stems) for a, _ in answers)


def main():
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    least = float(sys.argv[sys.argv.index("--least") + 1]) if "--least" in sys.argv else 0.4
    known = read_lexicon(sys.argv[3])
    answers = ask(os.path.abspath(sys.argv[1]), sys.argv[2], list(known))
    compared = collections.Counter()
    differ = collections.Counter()
    print("place\ten\tlanguage\tlexicon\tevidence")
    for term, (place, of_term) in known.items():
        for language in LANGUAGES:
            got = answers.get((term, language), [])
            if not got or got[0][1] < least or not of_term.get(language):
                continue
            compared[language] += 1
            if agrees(of_term[language], got):
                continue
            differ[language] += 1
            print("%s\t%s\t%s\t%s\t%s" % (place, term, language, " | ".join(dict.fromkeys(of_term[language])),
                                          ", ".join("%s %.2f" % a for a in got[:4])))
    for language in LANGUAGES:
        print("en-%s: %d compared, %d differ" % (language, compared[language], differ[language]), file=sys.stderr)


if __name__ == "__main__":
    main()
