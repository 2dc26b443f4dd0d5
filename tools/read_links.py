#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the links are worth that score_alignment.py counts wrong, by a reader's labels.

usage: read_links.py SHARED LINKS.tsv [LABELS.tsv] [--min-confidence X] [--list]

LINKS.tsv is `align --tsv` of the article collection; LABELS.tsv (tests/data/alignment/counted-wrong.tsv) has a label for
each link that the scorer counts wrong by the stem rule or by exact terms: right, unusual (right, not the usual term),
form (right, one of the two is no well-formed term) or wrong. Links that the scorer counts right are taken for right.
Printed for either rule: the precision by the scorer; the share that is right by reading; and the ceiling, which is what
the scorer gives a list that has every right link and no wrong one. Then the share right by band of confidence and by kind of witness.
--list prints the links without a label. Only the standard library is used."""
import collections, pathlib, re, sys

ORDER = ["en", "de", "lv", "cs", "fi"]
LABELS = pathlib.Path(__file__).resolve().parent.parent / "tests" / "data" / "alignment" / "counted-wrong.tsv"
BANDS = [0.2, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 1.01]
GOOD = ("right", "unusual")
KINDS = {
    "in the lexicon": lambda w: any(
        part.startswith("core lexicon") and " is rather " not in part for part in w.split("; ")),
    "not in the lexicon": lambda w: not any(
        part.startswith("core lexicon") and " is rather " not in part for part in w.split("; ")),
    "composed, in no dictionary": lambda w: "composition: " in w and not listed(w),
    "composed, together once or never": lambda w: "composition: " in w and not listed(w) and together(w) < 2,
    "alike in spelling, in no dictionary": lambda w: "cognate: " in w and "composition: " not in w and not listed(w),
    "sentences alone": lambda w: w.startswith("the articles: ") and "; " not in w,
}


def listed(witnesses):
    starts = ("composition: ", "cognate: ", "the articles: ", "contexts", "vectors")
    return any(not part.startswith(starts) and " is rather " not in part for part in witnesses.split("; "))


def together(witnesses):
    found = re.search(r"translated articles (\d+)x", witnesses)
    return int(found.group(1)) if found else 0


def rows(path):
    lines = [l.rstrip("\n").split("\t") for l in open(path, encoding="utf-8") if l.strip() and not l.startswith("#")]
    return [dict(zip(lines[0], line + [""] * len(lines[0]))) for line in lines[1:]]


def judge(scorer, gold_path, links, fold):
    """{link: does the scorer count it right}, of the links that it judges"""
    gold, found = scorer.Gold(gold_path, fold), {}
    for link in links:
        a, s, b, t = link
        both = {i for i, (_, terms) in enumerate(gold.concepts) if terms.get(a) and terms.get(b)}
        left, right = gold.find(a, scorer.norm(s)) & both, gold.find(b, scorer.norm(t)) & both
        if left or right:
            found[link] = bool(left & right)
    return found


def main():
    arguments = [a for a in sys.argv[1:] if not a.startswith("--")]
    least = 0.8
    if "--min-confidence" in sys.argv:
        value = sys.argv[sys.argv.index("--min-confidence") + 1]
        least = float(value)
        arguments.remove(value)
    shared = pathlib.Path(arguments[0])
    sys.path.insert(0, str(shared / "eval"))
    import score_alignment as scorer
    links, witnesses = {}, {}
    for row in rows(arguments[1]):
        a, b = row["source_lang"], row["target_lang"]
        if a in ORDER and b in ORDER and ORDER.index(a) < ORDER.index(b):
            link = a, row["source"], b, row["target"]
            links[link], witnesses[link] = float(row["confidence"]), row["witnesses"]
    labels = {(r["source_lang"], r["source"], r["target_lang"], r["target"]): r["label"]
              for r in rows(arguments[2] if len(arguments) > 2 else LABELS)}
    verdicts = {}
    for fold in ("stem", "none"):
        verdicts[fold] = judge(scorer, shared / "gold" / "concepts-dev.tsv", links, fold)
        judged = {l: ok for l, ok in verdicts[fold].items() if links[l] >= least}
        right = sum(judged.values())
        counts = collections.Counter(labels.get(l, "no label") for l, ok in judged.items() if not ok)
        good = right + sum(counts[g] for g in GOOD)
        print(f"{'stem rule' if fold == 'stem' else 'exact terms'}: {len(judged)} links of {least} or more judged, {right} right by the "
              f"scorer: {right / len(judged):.3f}; counted wrong: "
              + ", ".join(f"{n} {label}" for label, n in counts.most_common()))
        print(f"  right by reading {good / len(judged):.3f}, with those whose form is wrong "
              f"{(good + counts['form']) / len(judged):.3f}; ceiling of the scorer {right / good:.3f}")
    groups = {f"{low} to {min(high, 1.0)}": [l for l in links if low <= links[l] < high] for low, high in zip(BANDS, BANDS[1:])}
    for name, test in KINDS.items():
        groups[f"{least} or more, {name}"] = [l for l in links if links[l] >= least and test(witnesses[l])]
    print("| confidence | stem rule | exact terms | by reading |")
    print("|---|---|---|---|")
    for name, group in groups.items():
        cells = []
        for fold in ("stem", "none"):
            judged = [verdicts[fold][l] for l in group if l in verdicts[fold]]
            cells.append(f"{sum(judged) / len(judged):.2f} of {len(judged)}" if judged else "")
        judged = [l for l in group if l in verdicts["stem"]]
        read = [verdicts["stem"][l] or labels[l] in GOOD for l in judged if verdicts["stem"][l] or l in labels]
        cells.append(f"{sum(read) / len(read):.2f} of {len(read)}" if judged and len(read) == len(judged) else "not all read" if judged else "")
        print(f"| {name} | " + " | ".join(cells) + " |")
    if "--list" in sys.argv:
        for fold in verdicts:
            for link, ok in verdicts[fold].items():
                if not ok and links[link] >= least and link not in labels:
                    print("no label:", *link, links[link])


if __name__ == "__main__":
    main()
