#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Measures look-up, alignment and calibration against development gold.
# usage: measure_evidence.sh TERMKNIT SHARED WORK [lookup|seeds|articles|all] [lookup options...]
#   SHARED holds gold/, eval/, seeds/ and articles/; WORK is a folder for what is made on the way.
set -eu
termknit=$1 shared=$2 work=$3 what=${4:-all}
[ $# -gt 3 ] && shift 4 || shift $#
here=$(dirname "$0")
gold=$shared/gold/concepts-dev.tsv
mkdir -p "$work/empty"

lookup() {
  echo "| pair | terms | answered | first | any of five |"
  echo "|---|---|---|---|---|"
  runs=
  for pair in en:de,lv,cs,fi de:lv,cs,fi lv:cs,fi cs:fi; do
    from=${pair%%:*} to=${pair#*:}
    python3 "$here/score_lookup.py" terms "$gold" "$from" > "$work/terms.$from"
    (cd "$work/empty" && "$termknit" lookup --file "$work/terms.$from" --from "$from" --to "$to" --limit 5 --tsv "$@" \
      > "$work/lookup.$from.tsv" 2> "$work/lookup.$from.log") || true
    python3 "$here/score_lookup.py" score "$gold" "$from" "$work/lookup.$from.tsv" "$to"
    runs="$runs $from $work/lookup.$from.tsv"
  done
  python3 "$here/score_lookup.py" reliability "$gold" $runs
}

build() {  # NAME SOURCE GOLD LANGUAGES
  rm -rf "$work/$1" && mkdir -p "$work/$1" && cp -r "$2"/* "$work/$1/" && rm -f "$work/$1/SOURCES.md"
  # No indexed folder above may interfere: the project is the copy itself.
  (cd "$work/$1" && "$termknit" build . --output "$work/$1.tbx" 2> "$work/$1.log" >/dev/null && "$termknit" align --min-confidence 0.2 --tsv > "$work/$1.tsv")
  python3 "$shared/eval/score_alignment.py" --gold "$3" --tbx "$work/$1.tbx" --langs "$4" --errors 12 2> "$work/$1.errors"
  echo "links of .8 or more:"
  for pair in "en de" "en lv" "en cs" "en fi" "de lv" "de cs" "de fi" "lv cs" "lv fi" "cs fi"; do
    python3 "$shared/eval/score_alignment.py" --gold "$3" --pairs "$work/$1.tsv" --src "${pair% *}" --tgt "${pair#* }" --min-score 0.8 | grep concepts || true
  done
}

case $what in lookup|all) lookup "$@" ;; esac
case $what in seeds|all) build seeds "$shared/seeds" "$shared/gold/seeds-dev.tsv" de,lv,cs,fi ;; esac
case $what in articles|all) build articles "$shared/articles" "$gold" en,de,lv,cs,fi ;; esac
