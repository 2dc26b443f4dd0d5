#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Score `termknit lookup --file ... --tsv` against a gold concept table.

usage: score_lookup.py terms GOLD.tsv LANG                      the gold terms of one language, one a line
       score_lookup.py score GOLD.tsv LANG LOOKUP.tsv TARGETS   first answer / any answer right per pair
       score_lookup.py misses GOLD.tsv LANG LOOKUP.tsv TARGET   one line for every term whose first answer is wrong
       score_lookup.py reliability GOLD.tsv (LANG LOOKUP.tsv)...  stated confidence against share right, over judged answers

A term counts once, whatever number of concepts it stands for; an answer is right if one of the gold synonyms of one of them is met,
lower-cased, or with the same number of words that each share a prefix of max(4, 70 %) letters of the longer word."""
import collections
import sys
import unicodedata


def norm(text):
    return " ".join(unicodedata.normalize("NFC", text).casefold().replace("\u2010", "-").replace("\u2013", "-").split())


def close(a, b):
    x, y = a.split(), b.split()
    if len(x) != len(y):
        return False
    for p, q in zip(x, y):
        if p == q:
            continue
        shared = 0
        while shared < min(len(p), len(q)) and p[shared] == q[shared]:
            shared += 1
        if shared < max(4, int(0.7 * max(len(p), len(q)) + 0.5)):
            return False
    return True


def read_gold(path):
    rows = [line.rstrip("\n").split("\t") for line in open(path, encoding="utf-8") if line.strip() and not line.startswith("#")]
    head = rows[0]
    return [{h: [norm(t) for t in c.split("|") if norm(t)] for h, c in zip(head, r + [""] * (len(head) - len(r)))} for r in rows[1:]]


def gold_terms(gold, lang):
    terms = collections.OrderedDict()
    for concept in gold:
        for term in concept[lang]:
            terms.setdefault(term, []).append(concept)
    return terms


def read_lookup(path, lang):
    answers = collections.defaultdict(list)
    for line in open(path, encoding="utf-8"):
        cells = line.rstrip("\n").split("\t")
        if cells[0] == lang:
            answers[norm(cells[1]), cells[2]].append((norm(cells[3]), float(cells[4]), cells))
    return answers


def right(answer, concepts, target):
    return any(close(answer, t) for c in concepts for t in c[target])


def score(gold, lang, path, targets):
    answers, terms = read_lookup(path, lang), gold_terms(gold, lang)
    for target in targets.split(","):
        judged = {t: cs for t, cs in terms.items() if any(c[target] for c in cs)}
        first = any_of = answered = 0
        for term, concepts in judged.items():
            got = [right(a[0], concepts, target) for a in answers[term, target][:5]]
            answered += bool(got)
            first += bool(got and got[0])
            any_of += any(got)
        n = len(judged)
        print("| %s-%s | %d | %.2f | %.3f | %.3f |" % (lang, target, n, answered / n, first / n, any_of / n))


def misses(gold, lang, path, target):
    answers = read_lookup(path, lang)
    for term, concepts in gold_terms(gold, lang).items():
        wanted = [t for c in concepts for t in c[target]]
        got = answers[term, target]
        if wanted and not (got and right(got[0][0], concepts, target)):
            kind = "second" if any(right(a[0], concepts, target) for a in got) else "wrong" if got else "none"
            print("%s\t%s\t%s\tgot: %s" % (kind, term, " | ".join(wanted), ", ".join("%s %.2f" % a[:2] for a in got[:5])))


def reliability(gold, runs):
    bins = [[0, 0, 0.0] for _ in range(10)]
    for lang, path in runs:
        terms = gold_terms(gold, lang)
        for (term, target), answers in read_lookup(path, lang).items():
            concepts = [c for c in terms.get(term, ()) if c.get(target)]
            for answer, confidence, _ in answers if concepts else ():
                cell = bins[min(9, int(confidence * 10))]
                cell[0] += 1
                cell[1] += right(answer, concepts, target)
                cell[2] += confidence
    print_reliability(bins)


def print_reliability(bins):
    total = sum(b[0] for b in bins) or 1
    for i, (n, ok, stated) in enumerate(bins):
        if n:
            print("| %.1f-%.1f | %d | %.2f | %.2f |" % (i / 10, (i + 1) / 10, n, stated / n, ok / n))
    sure = bins[8][0] + bins[9][0]
    error = sum(abs(ok - stated) for _, ok, stated in bins) / total
    print("scored .8 or more: %.3f right of %d; expected calibration error %.3f over %d" % (
        (bins[8][1] + bins[9][1]) / sure if sure else 0, sure, error, total))


def main():
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    gold = read_gold(sys.argv[2])
    if sys.argv[1] == "terms":
        print("\n".join(gold_terms(gold, sys.argv[3])))
    elif sys.argv[1] == "score":
        score(gold, *sys.argv[3:6])
    elif sys.argv[1] == "misses":
        misses(gold, *sys.argv[3:6])
    elif sys.argv[1] == "reliability":
        reliability(gold, list(zip(sys.argv[3::2], sys.argv[4::2])))


if __name__ == "__main__":
    main()
