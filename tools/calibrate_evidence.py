#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fits the weights of glossary/alignment/combiner.cpp: logistic regression of "right by the gold" on the shares of the witnesses.

usage: calibrate_evidence.py GOLD.tsv LOOKUP.jsonl...     output of `termknit lookup --file TERMS --from LANG --limit 40 --json`

Reported: the weights fitted on everything, and log-loss and calibration error of five-fold cross-validation by concept.
Plain gradient descent with a small ridge, standard library only."""
import collections
import json
import math
import sys

from score_lookup import gold_terms, norm, read_gold, right

KINDS = ("lexicon", "dictionaries", "through English", "attested", "accepted", "composed")
NAMES = ["bias"] + [k + " " + f for k in KINDS for f in ("presence", "forward", "backward")] + [
    "second dictionary", "against", "cognate", "part-of-speech clash"]
LEAST = 0.002


def kind_of(w):
    if w["kind"] == "dictionaries" and w["pivot"]:
        return "through English"
    if w["kind"] == "composition":
        return {"composition": "attested", "composed": "accepted"}.get(w["origin"], "composed")
    return w["kind"]


def features(row):
    x = dict.fromkeys(NAMES, 0.0)
    x["bias"] = 1.0
    best, origins = {}, set()
    for w in row["witnesses"]:
        if w["strength"] < 0:
            x["against"] += 1
            continue
        kind = kind_of(w)
        if kind == "cognates":
            x["cognate"] = max(0.0, (w["strength"] - 0.7) / 0.3)
        elif kind in KINDS and (kind not in best or w["strength"] > best[kind]["strength"]):
            best[kind] = w
        if kind == "dictionaries":
            origins.add(w["origin"])
    for kind, w in best.items():
        x[kind + " presence"] = 1.0
        for f in ("forward", "backward"):
            x[kind + " " + f] = math.log(max(LEAST, w[f]))
    x["second dictionary"] = float(len(origins) > 1)
    a, b = row["source_part_of_speech"], row["part_of_speech"]
    x["part-of-speech clash"] = float("other" not in (a, b) and a != b)
    return [x[n] for n in NAMES]


def read(gold, paths):
    """[(features, right, fold, group)]; a group is the answers to one question."""
    samples, fold_of = [], {}
    for i, concept in enumerate(gold):
        for lang in concept:
            for term in concept[lang]:
                fold_of.setdefault((lang, term), i % 5)
    for path in paths:
        for line in open(path, encoding="utf-8"):
            row = json.loads(line)
            concepts = [c for c in gold_terms_of(gold, row["source_lang"]).get(norm(row["source"]), ()) if c.get(row["target_lang"])]
            if not concepts or not row["witnesses"]:
                continue
            group = (path, row["source_lang"], row["source"], row["target_lang"])
            samples.append((features(row), right(norm(row["target"]), concepts, row["target_lang"]),
                            fold_of[row["source_lang"], norm(row["source"])], group))
    return samples


CACHE = {}


def gold_terms_of(gold, lang):
    if lang not in CACHE:
        CACHE[lang] = gold_terms(gold, lang)
    return CACHE[lang]


def fit(xs, ys, ridge=1.0, rounds=40):
    """Newton's method."""
    n = len(xs[0])
    w = [0.0] * n
    for _ in range(rounds):
        g = [-ridge * v if i else 0.0 for i, v in enumerate(w)]
        h = [[ridge if i == j and i else 1e-9 if i == j else 0.0 for j in range(n)] for i in range(n)]
        for x, y in zip(xs, ys):
            p = 1 / (1 + math.exp(-max(-30, min(30, sum(a * b for a, b in zip(w, x))))))
            d, s = y - p, p * (1 - p)
            nz = [(i, v) for i, v in enumerate(x) if v]
            for i, v in nz:
                g[i] += d * v
                for j, u in nz:
                    h[i][j] += s * v * u
        step = solve(h, g)
        w = [a + b for a, b in zip(w, step)]
        if max(map(abs, step)) < 1e-6:
            break
    return w


def solve(a, b):
    n = len(b)
    m = [row[:] + [v] for row, v in zip(a, b)]
    for i in range(n):
        p = max(range(i, n), key=lambda r: abs(m[r][i]))
        m[i], m[p] = m[p], m[i]
        for r in range(n):
            if r != i and m[r][i]:
                f = m[r][i] / m[i][i]
                m[r] = [x - f * y for x, y in zip(m[r], m[i])]
    return [m[i][n] / m[i][i] for i in range(n)]


def second_level(w, samples):
    odds = [sum(a * b for a, b in zip(w, s[0])) for s in samples]
    best = collections.defaultdict(lambda: -1e9)
    for o, s in zip(odds, samples):
        best[s[3]] = max(best[s[3]], o)
    return [[1.0, o, best[s[3]] - o] for o, s in zip(odds, samples)]


def main():
    gold = read_gold(sys.argv[1])
    samples = read(gold, sys.argv[2:])
    print(len(samples), "answers,", sum(s[1] for s in samples), "right")
    predictions = []
    for fold in list(range(5)) + [None]:
        train = [s for s in samples if s[2] != fold]
        w = fit([s[0] for s in train], [s[1] for s in train])
        v = fit(second_level(w, train), [s[1] for s in train])
        test = [s for s in samples if s[2] == fold]
        for x, s in zip(second_level(w, test), test):
            predictions.append((1 / (1 + math.exp(-sum(a * b for a, b in zip(v, x)))), s[1]))
    for name, value in zip(NAMES, w):
        print("%-28s %7.2f" % (name, value))
    print("shift %.2f scale %.2f behind %.2f" % tuple(v))
    bins = [[0, 0, 0.0] for _ in range(10)]
    for p, y in predictions:
        b = bins[min(9, int(p * 10))]
        b[0] += 1
        b[1] += y
        b[2] += p
    for i, (n, ok, stated) in enumerate(bins):
        if n:
            print("%.1f-%.1f %5d stated %.2f right %.2f" % (i / 10, (i + 1) / 10, n, stated / n, ok / n))
    print("cross-validated: log-loss %.3f, calibration error %.3f" % (
        -sum(math.log(max(1e-9, p if y else 1 - p)) for p, y in predictions) / len(predictions),
        sum(abs(ok - stated) for _, ok, stated in bins) / len(predictions)))


if __name__ == "__main__":
    main()
