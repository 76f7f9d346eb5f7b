"""Show that a loaded machine changes no verdict: compare the four pairs again and again while other work keeps every core busy.

    .venv/bin/python benchmarks/under_load.py             50 comparisons of each of the four pairs, live on both sides
    .venv/bin/python benchmarks/under_load.py --each 3    fewer; --all takes the variants, too

The other work is one process for each core that counts without end.  Each process is started here and ended here, by its
own id.  A comparison that is not `equivalent` is shown with its evidence, and then the exit status is 1.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from compat.check import Checker
from compat.errors import PortproofError
from compat.interpreters import Interpreter, find_interpreter
from compat.pairs import Pair, read_pairs
from compat.result import CheckSettings, PairResult

ROOT = Path(__file__).resolve().parent.parent
COUNT = "n = 0\nwhile True:\n    n += 1\n"


def main() -> int:
    """Run the comparisons; 0 if all are equivalent."""
    options = read_options()
    old = find_interpreter(options.old_python, "--old-python")
    new = find_interpreter(options.new_python, "--new-python")
    pairs = [pair for pair in read_pairs(ROOT / "setup.cfg") if options.all or pair.edit is None]
    total = options.each * len(pairs)
    print(f"{total} comparisons, {old.name} and {new.name}, {options.busy} other processes at work", flush=True)
    results: list[PairResult] = []
    deviations = 0
    begun = time.monotonic()
    with keep_busy(options.busy) as others:
        for done, pair in enumerate(pairs * options.each, 1):
            deviations += not compare_once(pair, old, new, results)
            if done % 10 == 0 or done == total:
                print(
                    f"{done:4} of {total}, {done - deviations} equivalent, {time.monotonic() - begun:.0f} s", flush=True
                )
        resting = [process.pid for process in others if process.poll() is not None]
    if resting:
        print(f"trouble: the other processes {resting} ended before their time: this was no loaded machine")
    show_summary(results, total, deviations)
    return 1 if deviations or resting else 0


def read_options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Compare the four pairs on a loaded machine.")
    parser.add_argument("--each", type=int, default=50, help="comparisons of each pair (default: %(default)s)")
    parser.add_argument("--all", action="store_true", help="every declared pair, not only the four")
    parser.add_argument("--busy", type=int, default=os.cpu_count() or 1, help="other processes (default: one per core)")
    parser.add_argument("--old-python", default="2.7", metavar="SPEC")
    parser.add_argument("--new-python", default="3", metavar="SPEC")
    return parser.parse_args()


@contextmanager
def keep_busy(number: int) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Start processes that compute without end, and end them."""
    processes = [subprocess.Popen([sys.executable, "-S", "-E", "-c", COUNT]) for _ in range(number)]
    try:
        yield processes
    finally:
        for process in processes:
            process.kill()
            process.wait()


def compare_once(pair: Pair, old: Interpreter, new: Interpreter, results: list[PairResult]) -> bool:
    """Compare a pair, both sides live; show the evidence if it is not equivalent."""
    try:
        result = Checker().check(pair, old, new, CheckSettings(cpus=pair.cpus))
    except PortproofError as error:
        print(f"{pair.name}: {error}", flush=True)
        return False
    results.append(result)
    if result.verdict == "equivalent":
        return True
    print(f"{result.name}: {result.verdict}, at speed {result.speed}, load {os.getloadavg()[0]:.1f}", flush=True)
    for line in [*(result.counterexample.steps if result.counterexample else ()), *result.notes]:
        print(f"    {line}", flush=True)
    return False


def show_summary(results: list[PairResult], total: int, deviations: int) -> None:
    """Print the counts, at which speeds, and how long a comparison took."""
    speeds = Counter(result.speed for result in results)
    seconds = sorted(result.seconds for result in results) or [0.0]
    told = ", ".join(f"{count} at speed {speed}" for speed, count in sorted(speeds.items(), reverse=True))
    print(f"{total - deviations} of {total} equivalent ({told})")
    print(f"seconds for one comparison: median {statistics.median(seconds):.1f}, longest {seconds[-1]:.1f}")


if __name__ == "__main__":
    sys.exit(main())
