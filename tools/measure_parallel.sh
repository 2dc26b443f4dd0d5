#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Terms from parallel text: catalogues of which the short entries are withheld and have to be found in the longer ones.
# usage: measure_parallel.sh PROGRAM SHARED WORK LOCALES [lookup options]
# LOCALES holds LANG/LC_MESSAGES/*.mo, e.g. usr/share/locale of the unpacked packages gnucash-common and kmymoney-common.
set -eu
program=$(realpath "$1") shared=$(realpath "$2") work=$3 locales=$(realpath "$4")
shift 4
mkdir -p "$work"
work=$(realpath "$work")
for language in de lv cs fi; do
  test="$work/$language"
  if [ ! -e "$test/gold.tsv" ]; then
    python3 "$shared/eval/make_parallel_test.py" --lang "$language" --out "$test" \
      "$locales/$language"/LC_MESSAGES/*.mo >&2
    mkdir -p "$test/.termknit"
    (cd "$test" && "$program" resources add bitext.tsv --languages "en,$language" --quiet)
  fi
  (cd "$test" && "$program" lookup --file terms-en.txt --from en --to "$language" --limit 5 --tsv --quiet "$@" >pairs.tsv)
  for least in 0 0.8; do
    printf 'least confidence %s: ' "$least"
    python3 "$shared/eval/score_alignment.py" --gold "$test/gold.tsv" --pairs "$test/pairs.tsv" --src en \
      --tgt "$language" --min-score "$least" >"$test/score.txt"
    grep "^en-$language" "$test/score.txt" || echo "no link"
  done
done
