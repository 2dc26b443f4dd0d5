#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The lemma table of docs/quality.md. usage: measure_lemmas.sh PROGRAM SHARED [LANGUAGE...]
# PROGRAM: a release build of termknit; SHARED: the folder with eval/ and ud/. A language without a table there has its own one in
# tests/data/lemmas.
set -eu
program=$1
shared=$2
shift 2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
own=$(dirname "$0")/../tests/data/lemmas
for language in ${*:-de lv cs fi en sv lt et pl}; do
  table=$shared/ud/$language-dev.tsv
  [ -e "$table" ] || table=$own/$language.tsv
  python3 "$shared/eval/score_lemmas.py" --table "$table" --forms > "$work/forms"
  "$program" analyze --lang "$language" < "$work/forms" > "$work/keys"
  python3 "$shared/eval/score_lemmas.py" --table "$table" --name "$language all" < "$work/keys"
  python3 "$shared/eval/score_lemmas.py" --table "$table" --upos NOUN,ADJ --name "$language noun+adj" < "$work/keys" | tail -1
done
