#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# From a fresh Debian 12 to a working termknit: packages, a release build, and the whole job on the sample articles.
# usage: ./bootstrap.sh [--no-install]
set -eu
root=$(cd "$(dirname "$0")" && pwd)
cd "$root"
case "${1:-}" in
  "") ;;
  --no-install) no_install=1 ;;
  *) echo "usage: ./bootstrap.sh [--no-install]" >&2; exit 2 ;;
esac

echo "1/3 packages (packages.txt)"
[ -n "${no_install:-}" ] || sh tools/install-packages.sh
echo "2/3 release build: build/release/termknit (a few minutes the first time)"
sh tools/build.sh release
echo "3/3 the whole job on data/articles, in build/demo"
rm -rf build/demo
mkdir -p build/demo
cd build/demo
termknit="$root/build/release/termknit"
"$termknit" build "$root/data/articles" --output glossary.tbx
echo
echo "\$ termknit lookup 'zákaznickým servisem' --to de,lv,fi,en"
"$termknit" lookup 'zákaznickým servisem' --to de,lv,fi,en
echo
echo "program:  $termknit"
echo "glossary: $root/build/demo/glossary.tbx"
