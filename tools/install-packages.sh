#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what packages.txt names and is missing. usage: install-packages.sh [test]
# Needs no root when nothing is missing; else root, else sudo; else prints the exact line for an administrator and exits 2.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
wanted=$(awk -v test="${1:-}" '!/^#/ && NF && (test == "test" || $2 != "[test]") {print $1}' "$root/packages.txt")

if ! command -v dpkg-query >/dev/null 2>&1; then
  echo "This is not a Debian system: install what packages.txt names by your own means; CMake says what it lacks." >&2
  exit 0
fi
missing=""
for package in $wanted; do
  status=$(dpkg-query -W -f '${Status}' "$package" 2>/dev/null || true)
  case "$status" in *" ok installed") ;; *) missing="$missing $package" ;; esac
done
[ -n "$missing" ] || exit 0

install="apt-get -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 install -y --no-install-recommends$missing"
if [ "$(id -u)" = 0 ]; then
  as_root=""
elif command -v sudo >/dev/null 2>&1 && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
  as_root="sudo"
else
  echo "These packages are missing and this user may not install them. Ask an administrator to run:" >&2
  echo "  $install" >&2
  exit 2
fi
echo "Installing:$missing"
# The lists are fetched anew only when a package is unknown to them.
for package in $missing; do
  if ! apt-cache show "$package" >/dev/null 2>&1; then
    $as_root apt-get -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 update
    break
  fi
done
$as_root env DEBIAN_FRONTEND=noninteractive $install
