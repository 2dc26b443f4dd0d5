#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks the core lexicon: rows are whole, identifiers single, no concept twice, every word spelt right.

usage: check_lexicon.py DATA/lexicon [FILE.tsv...]      checks all files, or the named ones

A word passes if Hunspell accepts it (en, de, lv, cs) or Voikko (fi), as it is or with a capital, or if a list in
justified/ names it. Needs the Hunspell library with its dictionaries and voikkospell. Exit status 1 if something is wrong."""
import collections
import ctypes
import ctypes.util
import glob
import os
import re
import subprocess
import sys

LANGUAGES = ("en", "de", "lv", "cs", "fi")
DICTIONARIES = {"en": "en_US", "de": "de_DE", "lv": "lv_LV", "cs": "cs_CZ"}
PARTS_OF_SPEECH = ("noun", "adjective", "verb", "adverb", "other")


class Hunspell:
    def __init__(self, name):
        path = next(p for p in ("/usr/lib/x86_64-linux-gnu/libhunspell-1.7.so.0", ctypes.util.find_library("hunspell-1.7")) if p)
        self.library = ctypes.CDLL(path)
        self.library.Hunspell_create.restype = ctypes.c_void_p
        base = "/usr/share/hunspell/" + name
        self.handle = ctypes.c_void_p(self.library.Hunspell_create((base + ".aff").encode(), (base + ".dic").encode()))
        self.library.Hunspell_get_dic_encoding.restype = ctypes.c_char_p
        self.encoding = self.library.Hunspell_get_dic_encoding(self.handle).decode()

    def accepts(self, word):
        try:
            return bool(self.library.Hunspell_spell(self.handle, word.encode(self.encoding)))
        except UnicodeEncodeError:
            return False


def voikko_accepts(words):
    text = "\n".join(words) + "\n"
    out = subprocess.run(["voikkospell"], input=text, capture_output=True, text=True, check=True,
                         env=dict(os.environ, LC_ALL="C.UTF-8")).stdout
    return {line[3:] for line in out.splitlines() if line.startswith("C: ")}


def read_rows(paths):
    for path in paths:
        for number, line in enumerate(open(path, encoding="utf-8"), 1):
            if number > 1 and line.strip():
                yield "%s:%d" % (path, number), line.rstrip("\n").split("\t")


def words_of(term):
    return [w for w in re.split(r"[ ,/()]+", term) if w]


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    folder = sys.argv[1]
    paths = sys.argv[2:] or sorted(glob.glob(folder + "/*.tsv"))
    wrong = []
    justified = collections.defaultdict(set)
    for path in glob.glob(folder + "/justified/*.txt"):
        for line in open(path, encoding="utf-8"):
            language, word = line.rstrip("\n").split("\t")
            justified[language].add(word)
    words = collections.defaultdict(dict)
    identifiers, seen = {}, {}
    for place, row in read_rows(paths):
        if len(row) != 8:
            wrong.append("%s: %d columns instead of 8" % (place, len(row)))
            continue
        if row[0] in identifiers:
            wrong.append("%s: identifier %s again (%s)" % (place, row[0], identifiers[row[0]]))
        identifiers[row[0]] = place
        if row[1] not in PARTS_OF_SPEECH:
            wrong.append("%s: part of speech '%s'" % (place, row[1]))
        for language, cell in zip(LANGUAGES, row[2:7]):
            terms = cell.split(" | ")
            if not all(terms) or len(set(terms)) != len(terms) or cell != cell.strip():
                wrong.append("%s: %s cell '%s'" % (place, language, cell))
            for term in terms:
                for word in words_of(term):
                    words[language].setdefault(word, place)
        key = (row[1], row[2].split(" | ")[0].lower(), row[3].split(" | ")[0].lower())
        if key in seen:
            wrong.append("%s: '%s' = '%s' is there already (%s)" % (place, key[1], key[2], seen[key]))
        seen[key] = place
    for language in LANGUAGES:
        pieces = {w: [w] + [p for p in w.split("-") if p] for w in words[language]}
        asked = {p for ps in pieces.values() for p in ps}
        if language == "fi":
            good = voikko_accepts(sorted(asked | {p.capitalize() for p in asked}))
        else:
            dictionary = Hunspell(DICTIONARIES[language])
            good = {p for p in asked | {p.capitalize() for p in asked} if dictionary.accepts(p)}
        for word, parts in pieces.items():
            passes = [p in justified[language] or {p, p.capitalize()} & good or re.fullmatch(r"[\d.+%]+", p) for p in parts]
            if not passes[0] and not (len(passes) > 1 and all(passes[1:])):
                wrong.append("%s: %s word '%s'" % (words[language][word], language, word))
    print("\n".join(wrong))
    print("%d concepts, %d findings" % (len(identifiers), len(wrong)))
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
