"""Show that every pair of the corpus gets its verdict, again and again, also while other work keeps every core busy.

    .venv/bin/python benchmarks/corpus.py                 once, on a machine at rest
    .venv/bin/python benchmarks/corpus.py --times 20 --busy 2

What an original does is recorded once and kept by the SHA-256 of its text, so that twenty repetitions end.  A pair that gets another
verdict is told with the reasons; then the exit status is 1.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from under_load import keep_busy

from compat.interpreters import Interpreter, find_interpreter
from compat.judge import Judgement, judge
from compat.runner import RunSettings, Workspace
from compat.sampling import Sample, Target, sample

CORPUS = Path(__file__).resolve().parent.parent / "tests" / "pairs"


def main() -> int:
    """Judge every pair so many times; 0 if all verdicts are right."""
    options = read_options()
    old, new = (
        find_interpreter(options.old_python, "--old-python"),
        find_interpreter(options.new_python, "--new-python"),
    )
    folders = sorted(path.parent for path in CORPUS.glob(f"{options.only}/expect"))
    kept: dict[str, Sample] = {}
    wrong = 0
    begun = time.monotonic()
    with keep_busy(options.busy), ThreadPoolExecutor(2) as executor:
        for number in range(options.times):
            answers = executor.map(lambda folder: judge_folder(folder, old, new, kept), folders)
            for folder, judgement in zip(folders, answers, strict=True):
                wanted = read_facts(folder)["verdict"]
                if judgement.verdict.word != wanted:
                    wrong += 1
                    print(
                        f"{folder.name}: {judgement.verdict.word}, not {wanted}; {'; '.join(judgement.verdict.reasons)}"
                    )
            print(
                f"{number + 1} of {options.times}: {len(folders)} pairs, {wrong} wrong, {time.monotonic() - begun:.0f} s",
                flush=True,
            )
    return 1 if wrong else 0


def read_options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Judge the corpus.")
    parser.add_argument("--times", type=int, default=1, help="how often (default: %(default)s)")
    parser.add_argument("--busy", type=int, default=0, help="other processes that compute (default: %(default)s)")
    parser.add_argument("--only", default="*", metavar="GLOB", help="the pairs with these names")
    parser.add_argument("--old-python", default="2.7", metavar="SPEC")
    parser.add_argument("--new-python", default="3", metavar="SPEC")
    return parser.parse_args()


def read_facts(folder: Path) -> dict[str, str]:
    """Read what is expected of a pair."""
    lines = (folder / "expect").read_text(encoding="utf-8").splitlines()
    return {name.strip(): value.strip() for name, _, value in (line.partition(":") for line in lines)}


def judge_folder(folder: Path, old: Interpreter, new: Interpreter, kept: dict[str, Sample]) -> Judgement:
    """Judge one pair; its original's runs are taken from what is kept."""
    facts = read_facts(folder)
    settings = RunSettings(
        limit=float(facts.get("limit", RunSettings().limit)), cpus=int(facts["cpus"]) if "cpus" in facts else None
    )
    key = hashlib.sha256((folder / "old.py").read_bytes() + str(settings).encode()).hexdigest()
    if key not in kept:
        kept[key] = record_side(folder / "old.py", old, settings)
    port = record_side(folder / "new.py", new, RunSettings(settings.limit, settings.cpus, facts.get("start_method")))
    return judge(kept[key].side, port.side, facts.get("accept", "").split())


def record_side(script: Path, python: Interpreter, settings: RunSettings) -> Sample:
    """Record one side."""
    with Workspace(script) as workspace:
        return sample(Target(workspace, (), python), settings)


if __name__ == "__main__":
    os.chdir(CORPUS.parent.parent)
    raise SystemExit(main())
