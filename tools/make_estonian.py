#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the exceptions and the light endings of Estonian, which has no dictionary to speak of.

  make_estonian.py      rewrites data/languages/et/exceptions.tsv and the light lines of language.tsv

paradigms.txt (written by hand) has the principal parts of frequent words: all their forms become exceptions, and the forms of
words that head compounds become light endings too. CLASSES are derivations whose forms are regular whatever the word.
"""
import collections
import pathlib

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "data" / "languages" / "et"
CASES = ["", "sse", "s", "st", "le", "l", "lt", "ks", "ni", "na", "ta", "ga"]  # they follow either genitive

# lemma's end, genitive, partitives, partitives of the plural, genitive of the plural
CLASSES = [
    ("mine", "mise", ["mist"], ["misi"], "miste"),
    ("line", "lise", ["list"], ["lisi", "liseid"], "liste"),
    ("lane", "lase", ["last"], ["lasi", "laseid"], "laste"),
    ("us", "use", ["ust"], ["usi", "useid"], "uste"),
    ("ja", "ja", ["jat"], ["jaid"], "jate"),
    ("ik", "iku", ["ikku", "ikut"], ["ikke", "ikuid"], "ike"),
    ("ik", "iku", [], [], "ikute"),
    ("em", "ema", ["emat"], ["emaid"], "emate"),
    ("ikum", "ikuma", ["ikumat"], ["ikumaid"], "ikumate"),
    ("kond", "konna", ["konda"], ["kondi", "kondasid"], "kondade"),
    ("nna", "nna", ["nnat"], ["nnasid"], "nnade"),
]
CLASSES += [(v + "ng", v + "ngu", [v + "ngut"], [v + "nguid"], v + "ngute") for v in "aeiuo"]
# -ne after a consonant keeps its stress: aktiivne, aktiivset
CLASSES += [(c + "ne", c + "se", [c + "set"], [c + "seid"], c + "sete") for c in "bdghjklmnprtv"]
CLASSES += [(v + "tis", v + "tise", [v + "tist"], [v + "tiseid", v + "tisi"], v + "tiste") for v in "aeiu"]
# foreign words: long vowel and consonant, and those whose last consonant is in weak grade
CLASSES += [(e, e + "i", [], [e + "e"], e + "ide")
            for e in [v + v + c for v in "aeiouüö" for c in "lnrmvsfg"] + ["ism", "ist", "ekt", "akt", "ikt", "umm", "amm", "orm"]]
CLASSES += [(weak[:-1] + "t", weak + "i", [weak[:-1] + "ti"], [weak[:-1] + "te"], weak[:-1] + "tide")
            for weak in ["aad", "eed", "iid", "ood", "end", "and"]]
CLASSES += [(e, e + "i", [e + "it"], [e + "eid"], e + "ite") for e in ["or", "er", "ur", "ar", "al", "el", "um", "on"]]
CLASSES += [(a + "er", a + "ri", [a + "rit"], [a + "reid"], a + "rite") for a in ["st", "t", "d", "b", "ndr", "mb"]]
CLASSES += [("ikkel", "ikli", ["iklit"], ["ikleid"], "iklite"), ("gel", "gli", ["glit"], ["gleid"], "glite")]
# participles that are adjectives: only the forms that no verb shares
PARTICIPLES = [(v + "v", v + "vat", v + "vaid", v + "vate") for v in ["a", "e", "i", "u"]]
# regular verbs by the endings that are no noun's
VERB_ENDINGS = ["b", "nud", "vad", "sid", "sin", "sime", "takse", "ti", "da", "tud", "ksid", "ge", "gem"]
VERB_STEMS = {"ta": ["s", "des", "ks", "me", "n"], "da": ["s", "des", "ks", "me", "n"], "ne": ["s", "des", "ks"], "a": [], "e": [], "i": [], "u": []}
ADVERBS = ["likult", "liselt", "aselt", "selt", "valt", "tult", "samini", "semini", "asti", "esti"]
GRADES = [("g", "k"), ("b", "p"), ("d", "t"), ("kk", "k"), ("pp", "p"), ("tt", "t"), ("nn", "nt"), ("ll", "lt"), ("rr", "rt"), ("nd", "nt"),
          ("ss", "s")]
SHORTEST_HEAD = 4  # letters of a form that is looked for at the end of other words
VOWELS = "aeiouõäöü"


def plural_genitive(partitive):
    if partitive.endswith("tt"):
        return partitive[:-2] + "te"
    if partitive.endswith("t"):
        return partitive + "e"
    if partitive.endswith("d"):
        return partitive + "e"
    return partitive + "de"


def nominal_forms(nominative, genitive, partitives, plurals, plural):
    """The nominative is first."""
    forms = [nominative] + [genitive + case for case in CASES] + [genitive + "d"] + partitives + plurals
    forms += [plural + case for case in CASES]
    for many in plurals:
        if many.endswith("id"):  # aastail, aastaist
            forms += [many[:-1] + case for case in ("s", "st", "le", "l", "lt", "ks", "sse")]
    return list(dict.fromkeys(forms))


def parse_nominal(line):
    cells = line.split()
    head = cells[0].startswith("+")
    nominative, genitive, partitive, plurals = cells[0].lstrip("+"), cells[1], cells[2], cells[3].split("|")
    plural, more = plural_genitive(partitive), []
    for cell in cells[4:]:
        if cell.startswith("="):
            plural = cell[1:]
        elif cell.startswith("/"):
            more.append(cell[1:])
    return head, nominal_forms(nominative, genitive, [partitive], plurals, plural) + more


def class_forms(name, word):
    if name == "t":
        return nominal_forms(word, word, [word + "t"], [word + "id"], word + "te")
    if name == "sid":
        return nominal_forms(word, word, [], [word + "sid"], word + "de")
    if name == "i":
        return nominal_forms(word, word + "i", [], [word + "e"], word + "ide")
    if name == "it":
        return nominal_forms(word, word + "i", [word + "it"], [word + "eid"], word + "ite")
    raise SystemExit(f"no class {name}")


def past_forms(stem, past):
    if past.endswith("s") and stem[-1] in VOWELS:  # kirjutas, kirjutasin
        return [past] + [past + e for e in ("in", "id", "ime", "ite")]
    if past.endswith("s"):  # andis, andsin; maksis, maksin
        base = stem if stem.endswith("s") else stem + "s"
        return [past] + [base + e for e in ("in", "id", "ime", "ite")]
    return [past] + [past + e for e in ("n", "d", "me", "te")]


def verb_forms(infinitive, da, present, past, passive, active=None, imperative=None):
    """Forms, and those that count only where no noun has them: the bare present stem, the second person."""
    stem, now = infinitive[:-2], present[:-1]
    third = now + "vad"
    forms = [infinitive] + [infinitive + e for e in ("s", "st", "ta", "ks")] + [da, da[:-1] + "es", present, third, now + "n", now + "me"]
    forms += [now + e for e in ("ks", "ksin", "ksid", "ksime", "ksite", "ksite")]
    forms += past_forms(stem, past) + [passive, active or stem + "nud"]
    short = passive.endswith("dud") or da[-2:] not in ("da", "ta")
    forms += [da + "kse" if short else passive[:-2] + "akse", passive[:-2] + "i"]
    if imperative:
        forms.append(imperative)
    return list(dict.fromkeys(forms)), [now, now + "d", now + "te"]


def read_paradigms():
    words = []  # (kind, forms, weak forms, head of compounds)
    section = ""
    for line in (FOLDER / "paradigms.txt").read_text(encoding="utf-8").splitlines():
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        if line.startswith("["):
            section = line.strip("[]")
        elif section in ("nominals", "adjectives"):
            head, forms = parse_nominal(line)
            if section == "adjectives":
                adverb = line.split()[1] + "lt"
                forms.remove(adverb)
                words.append(("", [adverb], [adverb], False))
            words.append((forms[0], forms, [], head))
        elif section == "names":
            words += [(word, [word + case for case in CASES] + [word + "t"], [], False) for word in line.split()]
        elif section == "verbs":
            cells = line.split()
            forms, weak = verb_forms(*cells)
            words.append((cells[0], forms, weak, False))
        elif section in ("ama", "ata"):
            for word in line.split():
                stem, da, ge = word[:-2], section.replace("ama", "da")[-2:], "ke" if section == "ata" else "ge"
                forms, weak = verb_forms(word, stem + da, stem + "b", stem + "s", stem + "tud", stem + "nud", stem + ge)
                words.append((word, forms, weak, False))
        elif section == "words":
            words += [("", [word], [word], False) for word in line.split()]
        elif section == "forms":
            form, lemmas = line.split(": ")
            words.append(("", [form], lemmas.split(" | "), False))
        else:
            words += [(word, class_forms(section, word), [], False) for word in line.split()]
    return words


def exceptions(words):
    table, fixed = collections.defaultdict(list), {}
    of_verbs = {form for lemma, forms, weak, _ in words if weak and lemma for form in forms}
    for lemma, forms, extra, _ in words:
        if not lemma:
            fixed[forms[0]] = extra
            continue
        for form in forms:
            if not extra and form.endswith("ta") and form in of_verbs:
                continue  # palgata: the infinitive, hardly ever "without wages"
            if lemma not in table[form]:
                table[form].append(lemma)
            if extra and form.endswith("us") and form not in table[form]:
                table[form].append(form)  # muutus: a noun and a verb's past
    for lemma, _, weak, _ in words:
        for form in weak if lemma else []:
            if form not in table:
                table[form] = [lemma]
    for form, lemmas in table.items():  # a word's own name first
        lemmas.sort(key=lambda lemma: lemma != form)
    table.update(fixed)
    return table


def light_rules(words, table):
    rules = {}

    def add(end, lemma_end):
        rules.setdefault(end, lemma_end)

    for end in ADVERBS:
        add(end, end)
    for lemma, genitive, partitives, plurals, plural in CLASSES:
        for form in nominal_forms(lemma, genitive, partitives, plurals, plural):
            if form not in ("is", "el") and (lemma == "mine" or not form.endswith("mist")):
                add(form, lemma)
    for ending in ("ma", "mas", "mast", "mata"):  # soojenema is no comparative
        rules["ne" + ending] = "nema"
    of_classes = set(rules)
    for lemma, partitive, plural_partitive, plural in PARTICIPLES:
        for form in [partitive, plural_partitive] + [plural + case for case in CASES]:
            add(form, lemma)
    for form in ("imat", "imaid", "imate", "imad", "im"):
        add(form, "im")
    for form in ("amat", "amaid", "amate", "amad", "am"):
        add(form, "am")
    for form in ("tut", "tuid", "tute"):
        add(form, "tu")
    for stem, more in VERB_STEMS.items():
        for ending in VERB_ENDINGS + more:
            add(stem + ending, stem + "ma")
    for vowel in "aeiu":
        for ending in ("ma", "mas", "mast", "mata", "maks"):
            add(vowel + ending, vowel + "ma")
    # What is left loses its case and its stem vowel.
    for vowel in "aeiu":
        for case in CASES + ["d", "t"]:
            if vowel + case != "us":
                add(vowel + case, "")
        for plural in ("de", "te", "ide"):
            for case in CASES:
                add(vowel + plural + case, "")
        for ending in ("id", "isse", "is", "ist", "ile", "il", "ilt", "iks", "n", "sid"):
            add(vowel + ending, "")
    for double in ["aa", "ee", "öö", "üü", "uu", "oo", "ää", "õõ"]:
        for ending in ("d", "le", "l", "lt", "st", "s", "sse", "ks", "ga", "de", "ni", "na", "ta", ""):
            add(double + ending, double)
    for ending in ("te", "tele", "tel", "telt", "tes", "test", "teks", "tega", "tesse"):
        add(ending, "")
    for lemma, forms, _, head in words:
        forms = [form for form in forms if len(form) >= SHORTEST_HEAD and table[form][0] == lemma and form[-3:] not in ("ena", "ani", "eni", "eta", "ina", "ita")]
        if head and len({read("x" * 3 + form, rules) for form in forms}) > 1:
            rules.update({form: lemma for form in forms if form not in of_classes})
    return rules


def read(word, rules):
    """As the program does: the longest ending that leaves three letters."""
    for cut in range(len(word)):
        if word[cut:] in rules and cut + len(rules[word[cut:]]) >= 3:
            return word[:cut] + rules[word[cut:]]
    return word


def main():
    words = read_paradigms()
    table = exceptions(words)
    lines = ["# Made by tools/make_estonian.py of paradigms.txt: form TAB lemma[ | lemma]."]
    lines += [f"{form}\t{' | '.join(lemmas)}" for form, lemmas in sorted(table.items())]
    (FOLDER / "exceptions.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    rules = light_rules(words, table)
    settings = FOLDER / "language.tsv"
    kept = [line for line in settings.read_text(encoding="utf-8").splitlines() if not line.startswith("light")]
    made = [f"light\t{end}\t{lemma_end}" for end, lemma_end in sorted(rules.items())]
    made += [f"light_final\t{weak}\t{strong}" for weak, strong in GRADES]
    made += [f"light_final\t{weak}{v}ma\t{strong}{v}ma" for weak, strong in GRADES for v in "aiu"]
    settings.write_text("\n".join(kept + made) + "\n", encoding="utf-8")
    print(f"{len(words)} words, {len(table)} forms, {len(rules)} endings")


if __name__ == "__main__":
    main()
