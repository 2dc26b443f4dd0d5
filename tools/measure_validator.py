#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Does `termknit validate` judge as the public TBX schemas do?

Makes seeded mutations of good TBX files, has both judge them, and prints how often they agree and where not.

  tools/measure_validator.py --termknit build/dev/termknit --reference ../shared/tbx/validate \\
      --count 1000 --seed 1 GOOD.tbx...

The reference is any program that takes many files and `--json`, and prints one object a file with "file", "ok" and
"errors". Only good files that it finds valid are used. Disagreeing files are kept in --keep FOLDER.
"""
import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile

TOKEN = re.compile(r"<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^>\[]*(?:\[.*?\])?\s*>|<!\[CDATA\[.*?\]\]>|<[^>]*>|[^<]+", re.S)
ATTRIBUTE = re.compile(r'\s([\w:.-]+)\s*=\s*("[^"]*"|\'[^\']*\')')

NAMES = """tbx tbxHeader fileDesc titleStmt title publicationStmt sourceDesc encodingDesc revisionDesc change p text body
back refObjectSec refObject itemSet itemGrp item conceptEntry langSec termSec term termNote termNoteGrp descrip
descripGrp descripNote admin adminGrp adminNote transacGrp transac transacNote date note ref xref foreign hi ph sc ec
martif martifHeader termEntry langSet tig ntig termGrp termCompList termComp termCompGrp refObjectList bpt ept TBX header
id languages dateCreated creator license description directionality subjectField termStatus customer partOfSpeech noteGrp
noteKey noteValue min:partOfSpeech min:subjectField min:customerSubset min:administrativeStatus
min:externalCrossReference basic:definition basic:context basic:source basic:crossReference basic:xGraphic
basic:transactionType basic:responsibility basic:termType basic:grammaticalGender basic:geographicalUsage
basic:projectSubset basic:termLocation ling:reading ling:readingNote ling:grammaticalNumber ling:register
ling:transferComment min:unknown""".split()
CATEGORIES = """subjectField definition context customerSubset projectSubset source reading readingNote partOfSpeech
administrativeStatus geographicalUsage grammaticalGender termLocation termType grammaticalNumber register transferComment
crossReference externalCrossReference xGraphic transactionType responsibility usageNote reliabilityCode definitionType
frequency elementWorkingStatus example contextType usageCount sourceType noteSource see hyphenation unknown bold italics
respPerson fn XCSURI DCSName fmt link""".split() + ["", " "]
VALUES = """noun verb adjective adverb other properNoun Noun preferredTerm-admn-sts admittedTerm-admn-sts preferred
deprecatedTerm-admn-sts supersededTerm-admn-sts masculine feminine neuter otherGender fullForm acronym abbreviation
shortForm variant phrase synonym menuItem tab singular plural mass otherNumber slangRegister technicalRegister
origination modification input 1 10 11 definingContext commonlyUsed importedElement admitted obsolete notRecommended
bidirectional monodirectional animate legalTerm-admn-sts""".split() + [" noun", "noun ", "\nnoun\n", ""]
IDS = ["c1", "x1", "1", "", " a ", "a b", "a:b", "é", "-a", "_a", "a.b", "Ǆ", "日本", "resp1", "IATE-1"]
LANGUAGES = ["de", "en-US", "en_US", "", "x", "abcdefghi", "de-", "de--AT", " en ", "i-x", "de-1996", "é", "zh-Hant-TW", "1"]
DATES = ["2026-02-28", "2026-02-29", "2024-02-29", "20261122", "2026-11-22T10:00:00", "2026-11-22T10:00:00Z", " 2026-11-22 ",
         "2026-13-01", "", "today", "2026-11-22+02:00", "2026-11-22T24:00:00", "02026-01-01", "2026-11-22T10:00", "-0001-01-01"]
TARGETS = ["http://a.b/c", "https://example.org/x?y=1#z", "http://", "ftp://x", "c1", "c99", "", "#c1", "a b", "http://a%2",
           "http://a b", "http://[x", " http://a", "HTTP://A", "mailto:a@b", "x1 x2", "é", "::", "http://a#b#c", "../x.png"]
ATTRIBUTES = ["id", "xml:lang", "type", "target", "datatype", "style", "metaType", "xml:space", "isolated", "startRef", "foo",
              "dialect", "source", "subtype", "i", "equiv", "disp", "xml:id"]
PIECES = ["<hi>x</hi>", '<hi type="bold">x</hi>', '<hi type="x">x</hi>', '<ec id="e1"/>', "<ec/>", '<sc id="s1"/>',
          '<sc id="s2" isolated="no"/>', '<sc id="s3"/>y<ec startRef="s3"/>', '<sc id="s3"/>y<ec/>', "<ph/>", "<ph>x</ph>",
          '<sc id="s4" isolated="yes"/>y<ec startRef="s4"/>', '<ec id="e5" isolated="yes"/>', '<ec isolated=" no "/>',
          '<foreign xml:lang="la">x</foreign>', "<note>n</note>", "<note>a <hi>b</hi></note>", "<date>2026-11-22</date>",
          '<bpt i="1">x</bpt>', '<q:x xmlns:q="urn:q">y</q:x>', '<x xmlns="">y</x>', '<admin type="source">s</admin>',
          '<descrip type="definition">d</descrip>', '<descrip type="context">d</descrip>',
          '<descripGrp><descrip type="definition">d</descrip><admin type="source">s</admin></descripGrp>',
          '<descripGrp><descrip type="context">d</descrip><note>n</note></descripGrp>',
          '<adminGrp><admin type="customerSubset">d</admin><note>n</note></adminGrp>',
          '<adminGrp><admin type="source">d</admin><adminNote type="noteSource">n</adminNote></adminGrp>',
          '<termNoteGrp><termNote type="partOfSpeech">noun</termNote><note>n</note></termNoteGrp>',
          '<termNote type="termType">acronym</termNote>', '<termNote type="geographicalUsage">DE</termNote>',
          '<transacGrp><transac type="transactionType">origination</transac><date>2026-11-22</date></transacGrp>',
          '<transacGrp><transac type="transactionType">modification</transac>'
          '<transacNote type="responsibility" target="c1">me</transacNote></transacGrp>',
          '<ref type="crossReference" target="c1">c</ref>', '<ref type="crossReference">c</ref>',
          '<xref type="externalCrossReference" target="http://a.b">c</xref>', '<xref type="xGraphic" target="x.png">c</xref>',
          '<admin type="customerSubset">x</admin>', '<admin type="projectSubset">x</admin>',
          '<descrip type="subjectField">x</descrip>', '<min:partOfSpeech>noun</min:partOfSpeech>',
          '<min:customerSubset>x</min:customerSubset>', '<min:subjectField>x</min:subjectField>',
          '<basic:source>x</basic:source>', '<basic:definition>x</basic:definition>', '<basic:context>x</basic:context>',
          '<basic:crossReference target="c1">x</basic:crossReference>',
          '<min:externalCrossReference target="https://a.b">x</min:externalCrossReference>',
          '<basic:xGraphic target="https://a.b/x.png">x</basic:xGraphic>',
          '<adminGrp><basic:projectSubset>x</basic:projectSubset><note>n</note></adminGrp>',
          '<termNoteGrp><basic:termType>acronym</basic:termType></termNoteGrp>',
          '<adminGrp><ling:reading>x</ling:reading><ling:readingNote>n</ling:readingNote></adminGrp>',
          "<ling:register>slangRegister</ling:register>", "<noteGrp><note><noteValue>x</noteValue></note></noteGrp>",
          '<termSec><term>x</term></termSec>', '<tig><term>x</term></tig>', '<ntig><termGrp><term>x</term></termGrp></ntig>',
          '<langSec xml:lang="fi"><termSec><term>x</term></termSec></langSec>',
          '<langSet xml:lang="fi"><tig><term>x</term></tig></langSet>', "<!-- c -->", "<?pi x?>", "&amp;", "&#x41;",
          "<itemGrp><item>x</item><note>y</note></itemGrp>", '<refObject id="o9"><item type="fn">x</item></refObject>',
          '<termCompList type="hyphenation"><termComp>x</termComp></termCompList>', "\u00a0", "x", " ", "<![CDATA[ ]]>"]
BREAKS = ["<", "&", "</x>", "<x>", "&nbsp;", "\x01", "]]>", "<!--", "<a b=c/>", "<?xml version='1.0'?>", "&#0;", "--", '"']


class Element:
    def __init__(self, begin, end, name):
        self.begin, self.end, self.name = begin, end, name


def elements_of(tokens):
    """The elements of a token list: the indices of their first and last token."""
    found, stack = [], []
    for i, token in enumerate(tokens):
        if not token.startswith("<") or token[1] in "!?":
            continue
        name = re.match(r"</?([^\s/>]*)", token).group(1)
        if token.startswith("</"):
            if stack:
                found.append(Element(stack.pop(), i, name))
        elif token.endswith("/>"):
            found.append(Element(i, i, name))
        else:
            stack.append(i)
    return sorted(found, key=lambda e: e.begin)


class Mutator:
    def __init__(self, rng):
        self.rng = rng

    def choose(self, items):
        return items[self.rng.randrange(len(items))]

    def mutate(self, text):
        kind = self.choose(["delete", "duplicate", "move", "swap", "rename", "attribute", "attribute", "attribute", "value",
                            "value", "insert", "insert", "insert", "insert", "content", "junk", "break", "root", "wrap",
                            "unwrap", "category", "category", "dates", "entity"])
        return kind, getattr(self, kind)(text)

    def parts(self, text):
        tokens = TOKEN.findall(text)
        return tokens, elements_of(tokens)

    def inner(self, elements):
        return self.choose(elements[1:] if len(elements) > 1 else elements)

    def delete(self, text):
        tokens, elements = self.parts(text)
        e = self.inner(elements)
        return "".join(tokens[:e.begin] + tokens[e.end + 1:])

    def duplicate(self, text):
        tokens, elements = self.parts(text)
        e = self.inner(elements)
        return "".join(tokens[:e.end + 1] + tokens[e.begin:e.end + 1] + tokens[e.end + 1:])

    def move(self, text):
        tokens, elements = self.parts(text)
        e, to = self.inner(elements), self.inner(elements)
        piece = tokens[e.begin:e.end + 1]
        if e.begin <= to.begin <= e.end:
            return text
        at = to.begin if self.rng.random() < 0.5 else to.end + 1
        if at <= e.begin:
            return "".join(tokens[:at] + piece + tokens[at:e.begin] + tokens[e.end + 1:])
        return "".join(tokens[:e.begin] + tokens[e.end + 1:at] + piece + tokens[at:])

    def swap(self, text):
        tokens, elements = self.parts(text)
        e = self.inner(elements)
        for other in elements:
            if other.begin > e.end and "".join(tokens[e.end + 1:other.begin]).strip() == "":
                return "".join(tokens[:e.begin] + tokens[other.begin:other.end + 1] + tokens[e.end + 1:other.begin] +
                               tokens[e.begin:e.end + 1] + tokens[other.end + 1:])
        return text

    def rename(self, text):
        tokens, elements = self.parts(text)
        e = self.choose(elements)
        name = self.choose(NAMES + [x.name for x in elements])
        for i in {e.begin, e.end}:
            tokens[i] = re.sub(r"^(</?)[^\s/>]*", lambda m: m.group(1) + name, tokens[i], count=1)
        return "".join(tokens)

    def value_for(self, name, others):
        pool = {"id": IDS, "xml:lang": LANGUAGES, "target": TARGETS, "startRef": IDS, "type": CATEGORIES,
                "style": ["dca", "dct", " dca ", ""], "isolated": ["yes", "no", " yes "], "dialect": ["TBX-Min", "x"]}
        values = pool.get(name, ["x", "", "1"])
        if name in ("id", "target", "startRef") and others and self.rng.random() < 0.4:
            return self.choose(others)
        return self.choose(values)

    def attribute(self, text):
        tokens, elements = self.parts(text)
        with_attributes = [e for e in elements if ATTRIBUTE.search(tokens[e.begin])]
        action = self.choose(["delete", "change", "change", "change", "add", "rename"])
        e = self.choose(elements if action == "add" or not with_attributes else with_attributes)
        others = [v[1:-1] for k, v in ATTRIBUTE.findall(text) if k in ("id", "target")]
        found = ATTRIBUTE.findall(tokens[e.begin])
        if action == "add" or not found:
            name = self.choose(ATTRIBUTES)
            if any(k == name for k, _ in found) and self.rng.random() < 0.9:
                return text
            tokens[e.begin] = re.sub(r"(/?>)$", lambda m: ' %s="%s"%s' % (name, self.value_for(name, others), m.group(1)),
                                     tokens[e.begin])
        else:
            name, old = self.choose(found)
            new = {"delete": "", "rename": ' %s=%s' % (self.choose(ATTRIBUTES), old)}.get(action)
            if new is None:
                new = ' %s="%s"' % (name, self.value_for(name, others))
            tokens[e.begin] = re.sub(r"\s" + re.escape(name) + r"\s*=\s*" + re.escape(old), lambda m: new,
                                     tokens[e.begin], count=1)
        return "".join(tokens)

    def leaves(self, tokens, elements):
        return [e for e in elements if e.end == e.begin + 2 and not tokens[e.begin + 1].startswith("<")]

    def value(self, text):
        tokens, elements = self.parts(text)
        picks = [e for e in self.leaves(tokens, elements) if tokens[e.begin + 1].strip() in VALUES] or \
            self.leaves(tokens, elements)
        if not picks:
            return text
        tokens[self.choose(picks).begin + 1] = self.choose(VALUES)
        return "".join(tokens)

    def category(self, text):
        tokens, elements = self.parts(text)
        picks = [e for e in elements[1:] if re.search(r'\stype\s*=', tokens[e.begin])]
        if not picks:
            return self.rename(text)
        e = self.choose(picks)
        tokens[e.begin] = re.sub(r'(\stype\s*=\s*)("[^"]*"|\'[^\']*\')',
                                 lambda m: '%s"%s"' % (m.group(1), self.choose(CATEGORIES)), tokens[e.begin], count=1)
        return "".join(tokens)

    def dates(self, text):
        tokens, elements = self.parts(text)
        picks = [e for e in self.leaves(tokens, elements) if e.name in ("date", "dateCreated")]
        if not picks:
            return self.value(text)
        tokens[self.choose(picks).begin + 1] = self.choose(DATES)
        return "".join(tokens)

    def content(self, text):
        tokens, elements = self.parts(text)
        e = self.inner(elements)
        return "".join(tokens[:e.begin + 1] + ([] if e.begin == e.end else tokens[e.end:]))

    def insert(self, text):
        tokens, elements = self.parts(text)
        e = self.inner(elements)
        at = e.begin + 1 if self.rng.random() < 0.3 else e.begin if self.rng.random() < 0.5 else e.end + 1
        piece = self.choose(PIECES)
        head = tokens[elements[0].begin]
        for prefix, space in (("min", "min"), ("basic", "basic"), ("ling", "linguist")):
            declared = re.search(r'xmlns:(\w+)\s*=\s*["\']http://www.tbxinfo.net/ns/%s["\']' % space, head)
            if declared:
                piece = piece.replace("<%s:" % prefix, "<%s:" % declared.group(1))
                piece = piece.replace("</%s:" % prefix, "</%s:" % declared.group(1))
            elif "<%s:" % prefix in piece:
                piece = re.sub(r"<(%s:\w+)" % prefix, r'<\1 xmlns:%s="http://www.tbxinfo.net/ns/%s"' % (prefix, space), piece)
        return "".join(tokens[:at] + [piece] + tokens[at:])

    def junk(self, text):
        tokens, elements = self.parts(text)
        e = self.inner(elements)
        return "".join(tokens[:e.begin + 1] + [self.choose(["junk", " ", "\n", "\u00a0", "\u200b", "0"])] + tokens[e.begin + 1:])

    def root(self, text):
        tokens, elements = self.parts(text)
        i = elements[0].begin
        changes = [(r'\stype="[^"]*"', ' type="%s"' % self.choose(
                       ["TBX-Basic", "TBX-Min", "TBX-Core", "TBX-Linguist", "TBX-Own", "TBX", "TBX-", "", "DXLT"])),
                   (r'\sstyle="[^"]*"', ' style="%s"' % self.choose(["dca", "dct", "DCA", ""])),
                   (r'\sxmlns="[^"]*"', self.choose(["", ' xmlns="urn:x"', ' xmlns="urn:iso:std:iso:30042:ed-2"'])),
                   (r'\sxmlns:(\w+)="[^"]*"', lambda m: ' xmlns:%s="http://www.tbxinfo.net/ns/%s"' % (
                       m.group(1), self.choose(["min", "basic", "linguist", "x"]))),
                   (r"(/?>)$", lambda m: ' xmlns:q="urn:q"' + m.group(1)),
                   (r"TBXBasicXCSV02|TBXXCSV02", "TBXXCSV02")]
        pattern, new = self.choose(changes)
        if pattern.startswith("TBX"):
            return re.sub(r'(<p type="XCSURI">)[^<]*', r"\1" + self.choose(["TBXXCSV02.xcs", "own.xcs"]), text)
        tokens[i] = re.sub(pattern, new, tokens[i], count=1)
        return "".join(tokens)

    def wrap(self, text):
        tokens, elements = self.parts(text)
        picks = [e for e in elements if e.name in ("descrip", "admin", "termNote", "transac", "item", "term", "note", "ref",
                                                   "xref") or ":" in e.name] or elements[1:]
        e = self.choose(picks)
        group = self.choose(["descripGrp", "adminGrp", "termNoteGrp", "transacGrp", "itemGrp", "termGrp", "noteGrp", "hi"])
        if self.rng.random() < 0.6 and e.name in ("descrip", "admin", "termNote", "transac"):
            group = e.name + "Grp"
        return "".join(tokens[:e.begin] + ["<%s>" % group] + tokens[e.begin:e.end + 1] + ["</%s>" % group] +
                       tokens[e.end + 1:])

    def unwrap(self, text):
        tokens, elements = self.parts(text)
        picks = [e for e in elements if e.name.endswith("Grp") and e.end > e.begin] or [self.inner(elements)]
        e = self.choose(picks)
        if e.begin == e.end:
            return text
        return "".join(tokens[:e.begin] + tokens[e.begin + 1:e.end] + tokens[e.end + 1:])

    def entity(self, text):
        tokens, elements = self.parts(text)
        i = elements[0].begin
        if any(t.startswith("<!DOCTYPE") for t in tokens):
            return text
        leaves = self.leaves(tokens, elements)
        subset = self.choose(['<!ENTITY d "dat">', "", '<!ENTITY d "a&#60;b/>">', '<!ENTITY d SYSTEM "x.txt">'])
        if leaves and self.rng.random() < 0.7:
            tokens[self.choose(leaves).begin + 1] = "&d;"
        tokens.insert(i, "<!DOCTYPE %s%s>" % (elements[0].name.replace(":", ""), " [%s]" % subset if subset else ' SYSTEM "x"'))
        return "".join(tokens)

    def __getattr__(self, name):
        if name == "break":
            return self.damage
        raise AttributeError(name)

    def damage(self, text):
        at = self.rng.randrange(len(text))
        kind = self.rng.randrange(4)
        if kind == 0:
            return text[:at] + text[at + 1:]
        if kind == 1:
            return text[:at]
        if kind == 2:
            return text[:at] + self.choose(BREAKS) + text[at:]
        return text[:at] + text[at + 1:at + 2] + text[at:at + 1] + text[at + 2:]


def judge_by_reference(command, files):
    """File -> (ok, errors). A file that upsets a tool upsets all that share the run: those are judged again, apart."""
    verdicts, waiting = {}, [files[i:i + 250] for i in range(0, len(files), 250)]
    while waiting:
        batch = waiting.pop()
        done = subprocess.run([command, "--json"] + batch, capture_output=True, text=True)
        if done.returncode not in (0, 1):
            sys.exit("the reference failed: " + done.stderr)
        upset = []
        for line in done.stdout.splitlines():
            o = json.loads(line)
            if len(batch) > 1 and any(e.startswith("jing:") or "did not run" in e for e in o["errors"]):
                upset.append(o["file"])
            else:
                verdicts[o["file"]] = (o["ok"], o["errors"])
        if upset:
            # Whoever has an error of its own besides is judged already.
            half = (len(upset) + 1) // 2
            waiting += [part for part in (upset[:half], upset[half:]) if part]
    return verdicts


def judge_by_termknit(command, files):
    verdicts, errors = {}, []
    for i in range(0, len(files), 500):
        done = subprocess.run([command, "validate", "--json"] + files[i:i + 500], capture_output=True, text=True)
        if done.returncode not in (0, 1):
            sys.exit("termknit failed: %d %s" % (done.returncode, done.stderr[:500]))
        for line in done.stdout.splitlines():
            o = json.loads(line)
            if o["type"] == "file":
                verdicts[o["file"]] = (o["valid"], errors)
                errors = []
            elif o["severity"] == "error":
                errors.append("%s: %s" % (o["rule"], o["message"]))
    return verdicts


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--termknit", default="build/dev/termknit")
    parser.add_argument("--reference", required=True)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", help="folder for the files that the two judge differently")
    parser.add_argument("files", nargs="+")
    options = parser.parse_args()
    good = []
    for path in options.files:
        with open(path, "rb") as f:
            data = f.read()
        try:
            text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
        except UnicodeDecodeError:
            continue
        if len(text) < 300000:
            good.append((path, text))
    valid = judge_by_reference(options.reference, [path for path, _ in good])
    good = [(path, text) for path, text in good if valid[path][0]]
    rng = random.Random(options.seed)
    mutator = Mutator(rng)
    with tempfile.TemporaryDirectory() as folder:
        files, made = [], {}
        while len(files) < options.count:
            path, text = good[rng.randrange(len(good))]
            kinds = []
            for _ in range(1 if rng.random() < 0.8 else 2):
                try:
                    kind, new = mutator.mutate(text)
                except (IndexError, ValueError, re.error):
                    continue  # a text that an earlier mutation broke
                kinds.append(kind)
                text = new
            name = os.path.join(folder, "m%05d.tbx" % len(files))
            with open(name, "w", encoding="utf-8", newline="") as f:
                f.write(text)
            files.append(name)
            made[name] = (os.path.basename(path), "+".join(kinds))
        theirs = judge_by_reference(options.reference, files)
        ours = judge_by_termknit(options.termknit, files)
        differ = [f for f in files if theirs[f][0] != ours[f][0]]
        for f in differ:
            print("differ: %s of %s (%s)\n  reference: %s\n  termknit: %s" % (
                os.path.basename(f), made[f][0], made[f][1], theirs[f][1][:2] or "valid", ours[f][1][:2] or "valid"))
            if options.keep:
                os.makedirs(options.keep, exist_ok=True)
                shutil.copy(f, options.keep)
        valid_count = sum(theirs[f][0] for f in files)
        print("seed %d: %d mutations of %d good files, %d valid; agreement %.2f %% (%d differ)" % (
            options.seed, len(files), len(good), valid_count, 100.0 * (len(files) - len(differ)) / len(files), len(differ)))
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
