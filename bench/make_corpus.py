#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the corpus of docs/performance.md: articles in German, Latvian, Czech, Finnish and English, equal fifths, one
file each of about 3 kB, every fifth one HTML with a menu and a footer.

    bench/make_corpus.py OUT --megabytes 200 [--seed 1] [--articles ../shared/articles]

The text comes from installed packages (libreoffice-help-de, -cs, -fi, -en-us; gnome-user-docs; manpages, -de, -cs, -fi)
and from the folder of --articles. Real articles come first; where a language has no more of them, its real sentences are
mixed into new ones. The same seed and the same packages give the same bytes.
"""
import argparse
import gzip
import html
import pathlib
import random
import re

LANGUAGES = {"de": ("de", "de", "de"), "lv": (None, "lv", None), "cs": ("cs", "cs", "cs"),
             "fi": ("fi", "fi", "fi"), "en": ("en-US", "C", "")}
BLOCK = re.compile(r"<(p|h[1-6]|li|td|title|item|desc)\b[^>]*>(.*?)</\1>", re.S)
TAG = re.compile(r"<[^>]*>")


def blocks_of_markup(text):
    found = []
    for match in BLOCK.finditer(text):
        plain = " ".join(html.unescape(TAG.sub(" ", match.group(2))).split())
        if len(plain) > 2:
            found.append(plain)
    return found


def blocks_of_roff(text):
    text = re.sub(r'^\.\\".*$|^\'\\".*$', "", text, flags=re.M)
    paragraphs, lines = [], []
    for line in text.split("\n"):
        if line.startswith((".SH", ".SS", ".PP", ".TP", ".P", ".LP", ".IP")) or not line.strip():
            if lines:
                paragraphs.append(" ".join(lines))
            lines = [re.sub(r'^\.S[HS]\s*', "", line).strip('"')] if line.startswith((".SH", ".SS")) else []
        elif line.startswith((".B", ".I")):
            lines.append(re.sub(r"^\.\w+\s*", "", line))
        elif not line.startswith((".", "'")):
            lines.append(line)
    paragraphs.append(" ".join(lines))
    clean = [re.sub(r"\\f.|\\\(..|\\[-&|^ ]|\\", "", p).strip() for p in paragraphs]
    return [p for p in clean if len(p) > 20]


def read(path):
    data = gzip.open(path).read() if path.suffix == ".gz" else path.read_bytes()
    return data.decode("utf-8", "replace")


def real_articles(language, articles):
    help_folder, gnome, man = LANGUAGES[language]
    files = sorted((articles / language).glob("*")) if articles else []
    found = [[line for line in read(f).split("\n") if line.strip()] for f in files if f.is_file()]
    if help_folder:
        for f in sorted(pathlib.Path("/usr/share/libreoffice/help", help_folder).rglob("*.html")):
            found.append(blocks_of_markup(read(f)))
    for f in sorted(pathlib.Path("/usr/share/help", gnome).rglob("*.page")):
        found.append(blocks_of_markup(read(f)))
    if man is not None:
        for section in range(1, 9):
            for f in sorted(pathlib.Path("/usr/share/man", man, f"man{section}").glob("*.gz")):
                if f.stat().st_size > 200:
                    found.append(blocks_of_roff(read(f)))
    return [blocks for blocks in found if sum(map(len, blocks)) > 400]


def as_html(blocks, number):
    menu = "".join(f'<li><a href="/{i}">{w}</a></li>' for i, w in enumerate(blocks[0].split()[:8]))
    body = "".join(f"<p>{html.escape(b)}</p>\n" for b in blocks[1:])
    title = html.escape(blocks[0])
    return (f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{title}</title></head><body><nav><ul>{menu}</ul></nav>"
            f"<main><h1>{title}</h1>\n{body}</main><footer><p>{number % 7} © 2024</p></footer></body></html>\n")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--megabytes", type=float, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--articles", type=pathlib.Path)
    options = parser.parse_args()
    for language in LANGUAGES:
        rng = random.Random(f"{options.seed} {language}")
        wanted, written, number = int(options.megabytes * 1_000_000 / len(LANGUAGES)), 0, 0
        real = real_articles(language, options.articles)
        if not real:
            raise SystemExit(f"no text for {language}; install the packages named in this script")
        rng.shuffle(real)
        sentences = [s for blocks in real for b in blocks for s in re.split(r"(?<=[.!?]) ", b) if len(s) > 10]
        pending = []
        for blocks in real:  # long ones in pieces of an article's size
            piece, size = [], 0
            for block in blocks:
                piece.append(block)
                size += len(block.encode())
                if size > 6000:
                    pending.append(piece)
                    piece, size = [], 0
            if size > 400:
                pending.append(piece)
        real_bytes = 0
        while written < wanted:
            if number < len(pending):
                blocks = pending[number]
            else:
                blocks = [" ".join(rng.choices(sentences, k=rng.randint(1, 6))) for _ in range(rng.randint(4, 14))]
                blocks.insert(0, rng.choice(sentences)[:80])
            is_html = number % 5 == 4
            text = as_html(blocks, number) if is_html else "\n\n".join(blocks) + "\n"
            folder = options.out / language / f"{number // 500:03}"
            folder.mkdir(parents=True, exist_ok=True)
            data = text.encode()
            (folder / f"{number:06}.{'html' if is_html else 'txt'}").write_bytes(data)
            written += len(data)
            if number < len(pending):
                real_bytes = written
            number += 1
        print(f"{language}: {number} files, {written / 1e6:.1f} MB, {100 * real_bytes / written:.0f} % real")


if __name__ == "__main__":
    main()
