#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Multiword terms: are the inflected forms of one term found by one key, and is it shown in its dictionary form?

  measure_multiword.py PROGRAM [--oblique] [LANGUAGE...]      PROGRAM: a release build of termknit

--oblique: the second set, tests/data/multiword/oblique-LANGUAGE.tsv; its citation forms count for the keys.

Data: tests/data/multiword/LANGUAGE.tsv, "form TAB citation form" (written for this project).
  keys        pairs of forms of one term share a key of `analyze --format keys`; P, R, F1 over all pairs of forms
  nominative  `analyze --format citation` over all forms of a term: the observed citation form is chosen
  oblique     the same without the citation form among them: rules must make it
  one form    every single form by itself, the hardest case
"""
import pathlib
import subprocess
import sys
from collections import defaultdict

DATA = pathlib.Path(__file__).resolve().parent.parent / "tests" / "data" / "multiword"


def analyze(program, language, form, lines):
    done = subprocess.run([program, "analyze", "--lang", language, "--format", form], input="\n".join(lines) + "\n",
                          capture_output=True, text=True, check=True)
    return [line.split("\t") for line in done.stdout.splitlines()]


def read_terms(name):
    terms = defaultdict(list)
    for line in (DATA / f"{name}.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            form, citation = line.split("\t")
            terms[citation].append(form)
    return terms


def key_scores(program, language, terms):
    owners, by_key = defaultdict(set), defaultdict(set)
    for citation, forms in terms.items():
        for form in forms:
            owners[form].add(citation)
    forms = sorted(owners)
    for form, cells in zip(forms, analyze(program, language, "keys", forms)):
        for key in cells[1].casefold().split(" "):
            by_key[key].add(form)
    gold = {(a, b) for group in terms.values() for a in group for b in group if a < b}
    found = {(a, b) for group in by_key.values() for a in group for b in group if a < b}
    right = len(gold & found)
    precision, recall = right / max(1, len(found)), right / max(1, len(gold))
    return 100 * precision, 100 * recall, 200 * precision * recall / max(1e-9, precision + recall), gold, found


def citation_score(program, language, cases, show):
    answers = analyze(program, language, "citation", ["\t".join(forms) for forms, _ in cases])
    wrong = [(forms, answer[-1], want) for (forms, want), answer in zip(cases, answers) if answer[-1] != want]
    for forms, got, want in wrong if show else []:
        print("   ", forms[:2], got, "instead of", want)
    return 100 * (1 - len(wrong) / max(1, len(cases)))


def main():
    show = "--show" in sys.argv
    oblique_only = "--oblique" in sys.argv
    arguments = [a for a in sys.argv[1:] if not a.startswith("--")]
    program, languages = arguments[0], arguments[1:] or ["cs", "lv", "fi"] + oblique_only * ["de"]
    print("| | terms | forms | keys P | R | F1 | nominative seen | oblique forms only | one form |")
    print("|---|---|---|---|---|---|---|---|---|")
    for language in languages:
        terms = read_terms(f"oblique-{language}" if oblique_only else language)
        for want in terms if oblique_only else ():
            terms[want].append(want)
        precision, recall, f1, gold, found = key_scores(program, language, terms)
        if show:
            print("missed", sorted(gold - found)[:60])
            print("wrong", sorted(found - gold)[:60])
        oblique = [([f for f in forms if f != want], want) for want, forms in terms.items() if len(forms) > 1]
        single = [([f], want) for want, forms in terms.items() for f in forms if f != want]
        figures = [citation_score(program, language, cases, show)
                   for cases in ([(forms, want) for want, forms in terms.items()], oblique, single)]
        print(f"| {language} | {len(terms)} | {sum(map(len, terms.values()))} | {precision:.1f} | {recall:.1f} | {f1:.1f} | "
              + " | ".join(f"{figure:.1f}" for figure in figures) + " |")


if __name__ == "__main__":
    main()
