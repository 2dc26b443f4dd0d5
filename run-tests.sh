#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# All tests, built with AddressSanitizer and UBSan. Ends with "N passed, N failed". usage: ./run-tests.sh [CTEST_OPTION...]
set -eu
root=$(cd "$(dirname "$0")" && pwd)
cd "$root"
echo "Installing what tests need, building with sanitizers (several minutes the first time), running all tests."
sh tools/install-packages.sh test
sh tools/build.sh asan

report=build/asan/tests.txt
status=0
ctest --test-dir build/asan --output-on-failure --parallel "$(nproc 2>/dev/null || echo 2)" "$@" >"$report" 2>&1 || status=$?
grep -v ' Passed ' "$report" | grep -v '^ *Start ' || true
# ctest: "97% tests passed, 3 tests failed out of 100"; skipped tests count as passed there.
awk -v status="$status" '
  /tests failed out of/ { failed = $4; total = $NF }
  /\*\*\*Skipped|\(Skipped\)|Skipped$/ { if (/^ *[0-9]+\/[0-9]+ /) skipped++ }
  END {
    if (total == "") { print "no test was run"; exit 1 }
    printf "%d passed, %d failed", total - failed - skipped, failed
    if (skipped) printf ", %d skipped", skipped
    print ""
    exit status
  }' "$report"
