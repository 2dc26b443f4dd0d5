#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The compound figures of docs/quality.md. usage: measure_compounds.sh PROGRAM SHARED
# PROGRAM: a release build of termknit; SHARED: the folder with eval/, ud/ and compounds/.
set -eu
program=$1
shared=$2
own=$(dirname "$0")/../tests/data/compounds
score=$shared/eval/score_compounds.py
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
measure() { # LANGUAGE NAME TOLERANCE
  cut -f1 "$work/table" | "$program" analyze --lang "$1" --format compounds |
    python3 "$score" --table "$work/table" --name "$2" --tolerance "$3"
}
for list in de de-2; do
# The parts' lengths in letters, added up, are the boundaries.
python3 -c '
import sys
for line in open(sys.argv[1], encoding="utf-8"):
    if line.startswith("#"): continue
    word, parts = line.rstrip("\n").split("\t")
    ends, end = [], 0
    for part in parts.split(" ")[:-1]:
        end += len(part); ends.append(str(end))
    print(word + "\t" + " ".join(ends))' "$own/$list.tsv" > "$work/table"
measure de "own list $list" 0
done
python3 "$score" --from-cdec "$shared/compounds/de-cdec.tsv" > "$work/table"
measure de de-cdec 0
python3 "$score" --from-ud "$shared/ud/fi-dev-compounds.tsv" > "$work/table"
measure fi fi-dev 2
