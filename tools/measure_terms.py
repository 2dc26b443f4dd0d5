#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Scores term extraction: on ACTER corpora with SHARED/eval/score_terms.py, and on the lists of tests/data/terms.

usage: measure_terms.py PROGRAM SHARED [acter] [lists] [domains] [seeds] [speed]

SHARED holds acter/LANG/DOMAIN/{texts,gold}, articles/LANG, seeds and eval/score_terms.py. ACTER is evaluated, never fitted to.
A candidate of the lists counts as right when it is a listed term in any inflection (the program's own lemma keys). Names
of the lists are neither right nor wrong. A list is what two readers left: tests/data/terms/LANG.tsv without what
tests/data/terms/second_reading/LANG.tsv rejects, with what it adds.
"""
import csv, json, pathlib, random, re, resource, subprocess, sys, tempfile, time, unicodedata

ROOT = pathlib.Path(__file__).resolve().parent.parent
ARTICLES = """commerce--tasks--define-loyalty-programs.md commerce--refund_policy_returns.md
supply-chain--service-management--service-orders.md finance--accounts-receivable--customer-prepayments.md
supply-chain--sales-marketing--customer-portal-overview.md""".split()


def run(program, folder, *arguments, stdin=None):
    result = subprocess.run([program, *map(str, arguments)], cwd=folder, input=stdin, capture_output=True, text=True)
    if result.returncode not in (0, 1, 3):
        sys.exit(f"{' '.join(map(str, arguments))}: exit {result.returncode}\n{result.stderr}")
    return result.stdout


def extract(program, paths, language):
    """The lists with and without cut-off, as TSV text."""
    with tempfile.TemporaryDirectory() as folder:
        run(program, folder, "index", *paths, "--lang", language)
        return run(program, folder, "extract", "--all", "--tsv"), run(program, folder, "extract", "--tsv")


def rows(tsv):
    return list(csv.DictReader(tsv.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


def score(scorer, gold, names, tsv, language):
    with tempfile.NamedTemporaryFile("w", suffix=".tsv", encoding="utf-8") as file:
        file.write(tsv)
        file.flush()
        out = subprocess.run([sys.executable, scorer, "--gold", gold, "--ne", names, "--candidates", file.name, "--forms",
                              "forms", "--lang", language, "--cutoffs", "50,100,500", "--json"],
                             capture_output=True, text=True, check=True).stdout
    return json.loads(out)


def acter(program, shared):
    scorer = shared / "eval/score_terms.py"
    print("ACTER          | best F1 | AP   | P@100 | P@500 | own F1 | with names: best F1 | AP   | own F1 | kept")
    sums, count = [0.0] * 8, 0
    for folder in sorted((shared / "acter").glob("*/*")):
        language, domain = folder.parent.name, folder.name
        gold = folder / "gold" / f"{domain}_{language}_terms.tsv"
        names = folder / "gold" / f"{domain}_{language}_terms_nes.tsv"
        if not gold.exists():
            continue
        everything, kept = extract(program, sorted((folder / "texts").glob("*.txt")), language)
        ranked, own = score(scorer, gold, names, everything, language), score(scorer, gold, names, kept, language)
        terms, with_names = ranked["terms"], ranked["terms_and_named_entities"]
        figures = [terms["best_f1"]["f1"], terms["average_precision"], terms["p_at"]["100"], terms["p_at"]["500"],
                   own["terms"]["f1"], with_names["best_f1"]["f1"], with_names["average_precision"],
                   own["terms_and_named_entities"]["f1"]]
        print(f"{language} {domain:11s} | " + " | ".join(f"{x:.3f}" for x in figures) + f" | {len(rows(kept))}")
        sums, count = [a + b for a, b in zip(sums, figures)], count + 1
    if count:
        print("mean           | " + " | ".join(f"{x / count:.3f}" for x in sums))


INFLECTIONS = {"en": ("ies", "es", "s"), "fr": ("s", "x"), "nl": ("'s", "ën", "en", "e", "s")}


def stem(word, language):
    """Equal for the inflected forms of a word, in the three languages of the domain texts; not the program's own opinion."""
    before = None
    while word != before and not (language == "en" and before):
        before = word
        for ending in INFLECTIONS[language]:
            if len(word) > len(ending) + 2 and word.endswith(ending):
                word = word[: -len(ending)] + ("y" if ending == "ies" else "")
                break
    if language == "fr" and len(word) > 3:
        word = word.removesuffix("e")
    return re.sub(r"(.)\1", r"\1", word)


def attested(texts, listed_terms, language):
    """The lower-cased word sequences of the texts that are a listed term in any inflection, as ACTER lists its terms."""
    word = re.compile(r"d'|l'|[\w/%'µ-]*\w", re.IGNORECASE) if language == "fr" else re.compile(r"[\w/%'µ-]*\w")
    split_up = lambda text: word.findall(text.replace("’", "'").lower())
    wanted = {tuple(stem(w, language) for w in split_up(term)) for term in listed_terms}
    longest, found = max(map(len, wanted)), set()
    for text in texts:
        for part in re.split(r"[.,;:()!?\n]\s|\n", text + "\n"):
            words = split_up(part)
            for i in range(len(words)):
                for j in range(i + 1, min(len(words), i + longest) + 1):
                    if tuple(stem(w, language) for w in words[i:j]) in wanted:
                        found.add(re.sub(r"\b([dl]') ", r"\1", " ".join(words[i:j])))
    return found


def domains(program, shared):
    print("domains        | best F1 | AP   | P@50 | P@100 | own F1 | with names: best F1 | own F1, P, R | kept | types")
    folder_of_texts = ROOT / "tests/data/terms/domains"
    for file in sorted(folder_of_texts.glob("*/*.tsv"), key=lambda f: (f.stem, f.parent.name)):
        language, paths = file.parent.name, sorted(file.parent.glob(file.stem + "-*.txt"))
        label = {}
        for line in file.open(encoding="utf-8"):
            if not line.startswith("#") and not line.startswith("term\t"):
                spellings, kind = line.rstrip("\n").split("\t")
                label.update((spelling, kind) for spelling in spellings.split(" | "))
        texts = [path.read_text(encoding="utf-8") for path in paths]
        terms = attested(texts, [t for t in label if label[t] != "name"], language)
        everything, kept = extract(program, paths, language)
        with tempfile.TemporaryDirectory() as folder:
            gold, names = pathlib.Path(folder, "gold.tsv"), pathlib.Path(folder, "names.tsv")
            gold.write_text("".join(f"{t}\tterm\n" for t in sorted(terms)), encoding="utf-8")
            names.write_text("".join(f"{t}\tterm\n" for t in sorted(terms | attested(texts, label, language))), encoding="utf-8")
            ranked = score(shared / "eval/score_terms.py", gold, names, everything, language)
            own = score(shared / "eval/score_terms.py", gold, names, kept, language)
        t, n, o = ranked["terms"], ranked["terms_and_named_entities"], own["terms_and_named_entities"]
        figures = [t["best_f1"]["f1"], t["average_precision"], t["p_at"]["50"], t["p_at"]["100"], own["terms"]["f1"],
                   n["best_f1"]["f1"], o["f1"], o["precision"], o["recall"]]
        print(f"{language} {file.stem:11s} | " + " | ".join(f"{x:.3f}" for x in figures) + f" | {len(rows(kept))} | {len(terms)}")


def keys(program, language, terms):
    """Term -> its words' lemma keys, folded."""
    words = sorted({word for term in terms for word in term.split()})
    out = run(program, ".", "analyze", "--lang", language, stdin="\n".join(words) + "\n")
    key = {}
    for line in out.splitlines():
        form, lemmas = line.split("\t")[:2]
        key[form] = fold(lemmas.split(" ")[0])
    return {term: tuple(key.get(word, fold(word)) for word in term.split()) for term in terms}


def fold(text):
    return unicodedata.normalize("NFKC", text).casefold()


def listed(file):
    """Spellings of a term -> term or name, as both readers have it."""
    result = {}
    for line in file.open(encoding="utf-8"):
        if not line.startswith("#") and not line.startswith("term\t"):
            spellings, kind = line.rstrip("\n").split("\t")
            result[spellings] = kind
    for line in (file.parent / "second_reading" / file.name).open(encoding="utf-8"):
        if not line.startswith("#") and not line.startswith("verdict\t"):
            verdict, spellings = line.rstrip("\n").split("\t")[:2]
            if verdict == "reject":
                del result[spellings]
            elif verdict == "add":
                result[spellings] = "term"
    return result


def lists(program, shared):
    print("tests/data/terms | P@50 | P@100 | recall | precision | F1   | kept | listed")
    for file in sorted((ROOT / "tests/data/terms").glob("*.tsv")):
        language = file.stem
        label, concept = {}, {}
        for spellings, kind in listed(file).items():
            for spelling in spellings.split(" | "):
                label[spelling], concept[spelling] = kind, spellings
        paths = sorted((ROOT / "data/articles" / language).iterdir()) + [shared / "articles" / language / a for a in ARTICLES]
        everything, kept = map(rows, extract(program, paths, language))
        key_of = keys(program, language, label)
        by_key = {}
        for spelling, key in key_of.items():
            by_key.setdefault(key, spelling)
        for spelling, key in key_of.items():  # "debitora portāls" and "debitoru portāls" are one term
            same = concept[by_key[key]]
            concept = {each: same if of == concept[spelling] else of for each, of in concept.items()}
        by_form = {fold(spelling): spelling for spelling in label}
        candidate_keys = keys(program, language, {f for row in everything for f in row["forms"].split(" | ")} |
                              {row["term"] for row in everything})

        def hits(list_of_rows):
            seen, result = set(), []
            for row in list_of_rows:
                found = None
                for form in [row["term"]] + row["forms"].split(" | "):
                    found = found or by_form.get(fold(form)) or by_key.get(candidate_keys[form])
                if found and label[found] == "name":
                    continue
                if found and concept[found] in seen:
                    continue
                if found:
                    seen.add(concept[found])
                result.append(bool(found))
            return result

        ranked, own = hits(everything), hits(kept)
        wanted = len({concept[s] for s in label if label[s] == "term"})
        right = sum(own)
        print(f"{language:16s} | {sum(ranked[:50]) / 50:.2f} | {sum(ranked[:100]) / 100:.2f}  | {right / wanted:.3f}  | "
              f"{right / max(len(own), 1):.3f}     | {2 * right / (len(own) + wanted):.3f} | {len(own)} | {wanted}")


def seeds(program, shared):
    """The first fifty of each language, to be read by a person."""
    with tempfile.TemporaryDirectory() as folder:
        run(program, folder, "index", *sorted((shared / "seeds").glob("*.txt")))
        for language in ("de", "lv", "cs", "fi"):
            found = rows(run(program, folder, "extract", "--tsv", "--lang", language, "--limit", "50"))
            print(f"{language}: " + "; ".join(row["term"] for row in found))


def speed(program, shared):
    """A million English words: sentences of the articles and of ACTER, drawn anew into paragraphs of five."""
    draw = random.Random(1)
    sentences = []
    for file in sorted((shared / "acter/en").glob("*/texts/*.txt")) + sorted((shared / "articles/en").iterdir()):
        sentences += re.findall(r"[^.!?\n]{30,400}[.!?]", file.read_text(encoding="utf-8-sig"))
    with tempfile.TemporaryDirectory() as folder:
        words = 0
        for number in range(1000):
            paragraphs = []
            for _ in range(10):
                paragraphs.append(" ".join(draw.choice(sentences).strip() for _ in range(5)))
            text = "\n\n".join(paragraphs)
            words += len(text.split())
            pathlib.Path(folder, f"{number:04}.txt").write_text(text, encoding="utf-8")
        run(program, folder, "index", ".", "--lang", "en")
        for options in (["--tsv"], ["--json"], ["--tsv", "--all"]):
            start, usage = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
            run(program, folder, "extract", "--jobs", "1", *options)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            print(f"extract {' '.join(options):12} {words} words: {time.perf_counter() - start:.1f} s, processor "
                  f"{after.ru_utime + after.ru_stime - usage.ru_utime - usage.ru_stime:.1f} s, peak so far {after.ru_maxrss // 1024} MB")


def main():
    program, shared = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    parts = sys.argv[3:] or ["acter", "lists", "seeds"]
    for part in parts:
        {"acter": acter, "lists": lists, "domains": domains, "seeds": seeds, "speed": speed}[part](program, shared)


if __name__ == "__main__":
    main()
