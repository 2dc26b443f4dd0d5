#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# measure_in_turn.sh CORPUS ROUNDS [BUILD]: `index` the first time of all (empty cache folder) and with known forms, recoll
# and the replay of the term stream, one after the other, ROUNDS times; then the sums and their ratios. For machines whose
# speed changes: what is beside something else ran in the same minute.
set -eu
corpus=$(realpath "$1")
rounds=$2
build=$(realpath "${3:-build/bench}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export XDG_CACHE_HOME="$work/cache"
mkdir "$work/project" "$work/recoll" "$XDG_CACHE_HOME"
printf 'topdirs = %s\nloglevel = 1\nindexStoreDocText = 0\n' "$corpus" > "$work/recoll/recoll.conf"
cd "$work/project"
timed() { name=$1; shift; sync; /usr/bin/time -a -o "$work/times" -f "$name %e %U %S %M" "$@" > /dev/null; tail -n 1 "$work/times"; }

"$build/termknit" --quiet --jobs 2 index "$corpus" > /dev/null
"$build/bench/peers/write_term_stream" .termknit "$work/stream"
for _ in $(seq "$rounds"); do
  rm -rf .termknit "$XDG_CACHE_HOME"
  mkdir "$XDG_CACHE_HOME"
  timed first "$build/termknit" --quiet --jobs 2 index "$corpus"
  rm -rf "$work/recoll/xapiandb"
  timed recoll recollindex -c "$work/recoll" -z
  rm -rf .termknit
  timed known "$build/termknit" --quiet --jobs 2 index "$corpus"
  timed replay "$build/bench/peers/replay_terms" "$work/stream" "$work/replayed"
  rm -rf "$work"/replayed*
done
awk '{ wall[$1] += $2; cpu[$1] += $3 + $4; if ($5 > peak[$1]) peak[$1] = $5 }
  END {
    for (name in wall) printf "%s: %.1f s wall, %.1f s CPU, %d KB at most\n", name, wall[name], cpu[name], peak[name]
    for (name in wall) if (name == "first" || name == "known")
      printf "%s: %.2fx of the wall of recoll, %.2fx of the CPU of the replay\n", name, wall[name] / wall["recoll"], cpu[name] / cpu["replay"]
  }' "$work/times"
