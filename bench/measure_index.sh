#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# measure_index.sh CORPUS [BUILD]: the rows of docs/performance.md, "Article index": the product, the three minimal Xapian
# indexers of bench/peers and recoll (package recollcmd) on one corpus (bench/make_corpus.py). Wall and CPU seconds, peak
# memory in KB, bytes on disk. BUILD: a build folder of the preset bench.
set -eu
corpus=$(realpath "$1")
build=$(realpath "${2:-build/bench}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/project" "$work/recoll"
timed() { name=$1; shift; /usr/bin/time -f "$name: %e s wall, %U + %S s CPU, %M KB" "$@" > /dev/null; }
size() { du -sb "$2" | awk -v n="$1" '{ print n ": " $1 " bytes" }'; }

find "$corpus" -type f -printf '%s\n' | awk '{ n += $1; f++ } END { print "corpus: " f " files, " n " bytes" }'
cd "$work/project"
timed "termknit index" "$build/termknit" --quiet --jobs 2 index "$corpus"
timed "termknit index, nothing changed" "$build/termknit" --quiet index
size "termknit" "$work"/project/.termknit/index.[0-9]*
cd "$work"
"$build/bench/peers/write_term_stream" "$work/project/.termknit" "$work/stream"
timed "replay_terms" "$build/bench/peers/replay_terms" "$work/stream" "$work/replayed"
size "replay_terms" "$work/replayed"
timed "least_indexer" "$build/bench/peers/least_indexer" "$work/stream" "$work/least" "$corpus"
rm -rf "$work/stream" "$work"/replayed* "$work"/least*
timed "words_and_stems" "$build/bench/peers/words_and_stems" "$corpus" "$work/words"
size "words_and_stems, not compacted" "$work/words"
rm -rf "$work/words"
if command -v recollindex > /dev/null; then
  printf 'topdirs = %s\nloglevel = 1\nindexStoreDocText = 0\n' "$corpus" > "$work/recoll/recoll.conf"
  timed "recollindex" recollindex -c "$work/recoll" -z
  size "recoll" "$work/recoll/xapiandb"
fi
"$build/bench/query_throughput" "$work/project/.termknit" 2000
cd "$work/project"
for word in Datei soubor tiedosto file; do timed "search $word" "$build/termknit" --quiet search "$word"; done
