"""What a verdict costs: the time of `portproof compare` beside that of the same runs bare and without their sleeps.

    .venv/bin/python benchmarks/cost.py --rounds 5

In each round, one after the other:

- compared: one `portproof compare` of the four pairs with two CPUs (31 s of scripted sleep on each side), from the start of
  the command to its end, both sides live, nothing shortened by hand;
- bare: as many runs of the same scripts as the command made (its JSON says how many), half of them of each side, one after
  another, with no recorder and no sleep.

Bare runs get a `sitecustomize` of this file's own.  It makes `time.sleep` return at once where the script calls it (the
standard library's own sleeps stay) and says that there are two CPUs.  Compared runs are told the same with `--cpus 2`, and
all of it is confined to two cores.  The ratio of the two medians is the last line; the goal is at most 2.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from compat.interpreters import Interpreter, find_interpreter
from compat.pairs import Command, Pair, read_pairs

ROOT = Path(__file__).resolve().parent.parent
GOAL = 2.0

# Runs in the scripts' interpreters, 2.7 and 3.x.
SLEEPLESS = """
import os
import sys
import time

real_sleep, real_sysconf = time.sleep, os.sysconf


def sleep(seconds):
    if sys._getframe(1).f_code.co_filename not in SCRIPTS:
        real_sleep(seconds)


def sysconf(name):
    return 2 if name == "SC_NPROCESSORS_ONLN" else real_sysconf(name)


time.sleep = sleep
os.sysconf = sysconf
os.cpu_count = lambda: 2
"""


def main() -> int:
    """Measure and print; 0 if the goal is reached."""
    parser = argparse.ArgumentParser(description="Measure what comparing costs beside bare runs.")
    parser.add_argument("--rounds", type=int, default=5, help="how often both are measured (default: %(default)s)")
    parser.add_argument("--old-python", default="2.7", metavar="SPEC")
    parser.add_argument("--new-python", default="3", metavar="SPEC")
    options = parser.parse_args()
    old = find_interpreter(options.old_python, "--old-python")
    new = find_interpreter(options.new_python, "--new-python")
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:2])
    pairs = [pair for pair in read_pairs(ROOT / "setup.cfg") if pair.edit is None]
    folder = Path(tempfile.mkdtemp(prefix="portproof-cost-"))
    try:
        prepare(folder, pairs)
        print(f"the four pairs, {old.name} and {new.name}, two CPUs", flush=True)
        rounds = [measure(folder, pairs, old, new) for _ in range(options.rounds)]
    finally:
        shutil.rmtree(folder)
    compared, bare = (statistics.median(column) for column in zip(*rounds, strict=True))
    print(f"median: compared {compared:.2f} s, bare {bare:.2f} s; ratio {compared / bare:.2f} (goal: {GOAL:g} at most)")
    return 0 if compared <= GOAL * bare else 1


def prepare(folder: Path, pairs: list[Pair]) -> None:
    """Write the declaration of the pairs, and what takes the sleeps out of their scripts."""
    declared = [f"[portproof:pair:{p.name}]\nold = {p.old.script}\nnew = {p.new.script}\ncpus = 2\n" for p in pairs]
    (folder / "setup.cfg").write_text("\n".join(declared), encoding="utf-8")
    scripts = {str(command.script) for pair in pairs for command in (pair.old, pair.new)}
    inject = folder / "inject"
    inject.mkdir()
    (inject / "sitecustomize.py").write_text(f"SCRIPTS = {sorted(scripts)!r}\n{SLEEPLESS}", encoding="utf-8")


def measure(folder: Path, pairs: list[Pair], old: Interpreter, new: Interpreter) -> tuple[float, float]:
    """One round: the seconds of the comparison and of its runs bare."""
    begun = time.perf_counter()
    runs = compare(folder, old, new)
    compared = time.perf_counter() - begun
    begun = time.perf_counter()
    for pair in pairs:
        for number in range(runs[pair.name]):
            run_bare(folder, *((pair.old, old) if number % 2 else (pair.new, new)))
    bare = time.perf_counter() - begun
    made = sum(runs.values())
    print(f"compared {compared:.2f} s, {made} runs bare {bare:.2f} s; ratio {compared / bare:.2f}", flush=True)
    return compared, bare


def compare(folder: Path, old: Interpreter, new: Interpreter) -> dict[str, int]:
    """Run the command; return how many runs it made of each pair."""
    command = [sys.executable, "-m", "compat", "compare", "--json", "-", "--cpus", "2"]
    command += ["--old-python", str(old.path), "--new-python", str(new.path)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=folder, env=environment, stdout=subprocess.PIPE, check=True)
    told = json.loads(done.stdout)["pairs"]
    assert all(pair["verdict"] == "equivalent" and pair["old"]["live"] for pair in told), told
    return {pair["name"].partition("[")[0]: pair["runs"] for pair in told}


def run_bare(folder: Path, command: Command, python: Interpreter) -> None:
    """Run a script without its sleeps and without a recorder."""
    environment = {**os.environ, "PYTHONPATH": str(folder / "inject"), "PYTHONDONTWRITEBYTECODE": "1"}
    environment["PYTHONIOENCODING"] = "utf-8"
    subprocess.run(
        [python.path, command.script, *command.arguments], env=environment, stdout=subprocess.PIPE, check=True
    )


if __name__ == "__main__":
    sys.exit(main())
