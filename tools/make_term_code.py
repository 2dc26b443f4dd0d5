#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints the letter sequences that indexer/term_code.cpp gives one byte each.

usage: make_term_code.py data [NUMBER]

Pairs of neighbours are joined, the most frequent first, in words that were written for this project (CC0): the general
files of the lexicon, the words of written language, and the sample articles, whose words count five times. A table that
is in use must not change, or no word is found: it is a part of the index's format.
"""
import collections, pathlib, re, sys

data = pathlib.Path(sys.argv[1])
wanted = int(sys.argv[2]) if len(sys.argv) > 2 else 158
LANGUAGES = ("cs", "de", "en", "fi", "lv")


def words(text):
    return set(re.findall(r"[\w'-]+", text.lower()))


counts = collections.Counter()
for name in ("nouns", "verbs", "adjectives", "adverbs"):
    rows = (data / "lexicon" / f"{name}.tsv").read_text(encoding="utf-8").splitlines()[1:]
    counts.update(set().union(*(words(" ".join(row.split("\t")[2:7])) for row in rows)))
for language in LANGUAGES:
    for line in (data / "frequency" / "written" / f"{language}.txt").read_text(encoding="utf-8").splitlines():
        counts.update(words(line))
    for article in sorted((data / "articles" / language).iterdir()):
        counts.update({word: 5 for word in words(re.sub(r"<[^>]*>", " ", article.read_text(encoding="utf-8")))})

spelled = [[list(word), count] for word, count in sorted(counts.items())]
found = []
while len(found) < wanted:
    gains = collections.Counter()  # bytes that a code of its own saves
    for pieces, count in spelled:
        for piece in pieces:
            if piece not in found and len(piece) == 1 and piece > "\x7f":
                gains[piece,] += count
        for pair in zip(pieces, pieces[1:]):
            gains[pair] += count
    best = max(sorted(gains), key=lambda pair: gains[pair])
    found.append("".join(best))
    for word in spelled if len(best) == 2 else ():
        pieces, joined = word[0], []
        for piece in pieces:
            if joined and not joined[-1][1] and (joined[-1][0], piece) == best:
                joined[-1] = ("".join(best), True)
            else:
                joined.append((piece, False))
        word[0] = [piece for piece, _ in joined]
print(" ".join(found))
