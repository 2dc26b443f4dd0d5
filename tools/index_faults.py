#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills `termknit index` at random moments and damages indexes, as often as asked; the tests do the same a few times.

    tools/index_faults.py PROGRAM FOLDER kill --runs 50      # A63: the last commit opens, a re-run ends as an undisturbed one
    tools/index_faults.py PROGRAM FOLDER damage --runs 300   # A67: never a crash or a hang; doctor finds every damage
"""
import argparse
import os
import pathlib
import random
import shutil
import signal
import subprocess
import tempfile
import time


# A sanitizer ends a program with 1 by itself, which would pass for "nothing found".
TOLD_APART = {name: os.environ.get(name, "") + ":exitcode=99" for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS")}


def run(program, project, *arguments, timeout=300):
    done = subprocess.run([program, "--project", str(project), *arguments], capture_output=True, timeout=timeout,
                          env=os.environ | TOLD_APART)
    return done.returncode, done.stdout + done.stderr


def dump(program, project):
    return run(program, project, "doctor", "--dump")[1]


def kill(program, folder, rng, runs, work):
    start = time.time()
    run(program, work / "whole", "index", folder)
    seconds, expected, bad = time.time() - start, dump(program, work / "whole"), 0
    for number in range(runs):
        project = work / f"kill{number}"
        after = rng.uniform(0, seconds)
        process = subprocess.Popen([program, "--project", str(project), "index", folder], stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        try:
            process.wait(after)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
        opened = run(program, project, "doctor")[0]
        again = run(program, project, "index", folder)[0]
        same = dump(program, project) == expected
        if opened != 0 or again not in (0, 3) or not same:
            bad += 1
            print(f"killed after {after:.3f} s: doctor {opened}, re-run {again}, {'same' if same else 'OTHER'} state")
        shutil.rmtree(project, ignore_errors=True)
    print(f"{runs} kills within {seconds:.1f} s, {bad} bad")
    return bad


def damage(program, folder, rng, runs, work):
    good = work / "good"
    run(program, good, "index", folder)
    crashed = missed = said = 0
    for number in range(runs):
        project = work / "bad"
        shutil.rmtree(project, ignore_errors=True)
        shutil.copytree(good, project)
        tables = sorted(p for p in project.rglob("*.glass") if p.stat().st_size > 0) + sorted(project.rglob("iamglass"))
        file = rng.choice(tables)
        data = bytearray(file.read_bytes())
        way = rng.choice(["bytes", "zeroes", "cut", "gone"])
        if way == "bytes":
            for _ in range(20):
                data[rng.randrange(len(data))] ^= rng.randrange(1, 256)
        elif way == "zeroes":
            at = rng.randrange(max(1, len(data) // 8192)) * 8192
            data[at:at + 8192] = bytes(len(data[at:at + 8192]))
        elif way == "cut":
            del data[rng.randrange(len(data)):]
        if way == "gone":
            file.unlink()
        elif bytes(data) == file.read_bytes():
            continue
        else:
            file.write_bytes(data)
        codes = [run(program, project, "search", "der OR the", timeout=60)[0],
                 run(program, project, "concordance", "und OR and", "--limit", "50", timeout=60)[0]]
        doctor = run(program, project, "doctor", timeout=60)[0]
        if any(code not in (0, 1, 3, 4) for code in codes + [doctor]):
            crashed += 1
            print(f"{file.name} {way}: exits {codes}, doctor {doctor}")
        said += 4 in codes
        if doctor == 0:
            missed += 1
            print(f"{file.name} {way}: doctor finds nothing")
    print(f"{runs} damaged indexes: {crashed} crashes, {said} said by search or concordance, {missed} missed by doctor")
    return crashed + missed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("folder")
    parser.add_argument("fault", choices=["kill", "damage"])
    parser.add_argument("--runs", type=int, default=50)
    parser.add_argument("--seed", type=int, default=20261122)
    options = parser.parse_args()
    program, folder = str(pathlib.Path(options.program).resolve()), str(pathlib.Path(options.folder).resolve())
    with tempfile.TemporaryDirectory() as work:
        faults = kill if options.fault == "kill" else damage
        raise SystemExit(1 if faults(program, folder, random.Random(options.seed), options.runs, pathlib.Path(work)) else 0)


if __name__ == "__main__":
    main()
