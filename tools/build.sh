#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Configures and builds one preset. usage: build.sh PRESET [TARGET...]
# At most one compiler for every 1.5 GB of memory: GCC needs about one.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
preset=$1
shift
cd "$root"
jobs=$(nproc 2>/dev/null || echo 2)
most=$(awk '/^MemAvailable/ {print int($2 / 1500000)}' /proc/meminfo 2>/dev/null || echo "$jobs")
[ "${most:-0}" -ge 1 ] || most=1
[ "$jobs" -le "$most" ] || jobs=$most
[ -f "build/$preset/build.ninja" ] || cmake --preset "$preset"
cmake --build "build/$preset" --parallel "$jobs" ${1:+--target "$@"}
