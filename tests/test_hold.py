"""Killers are released when their victims rest or have reached the killer's scripted time."""

from __future__ import annotations

from dataclasses import replace

import pytest
from traces import MAIN_PID, make_run, make_trace, submit

from compat.event import Process
from compat.hold import may_release

HOLD = "terminate-call 1\nhold 1"

CASES = {
    "nothing was begun: the item is still to come": (make_run(submit(0) + f"\n{HOLD}"), False),
    "nobody waits": (make_run(submit(0), "item 0 0: print a"), True),
    "all has ended and come back": (make_run(submit(0) + f"\nresult> result 0 0 ok\n{HOLD}", "item 0 0: print a"), True),
    "an item that still computes": (make_run(submit(0) + f"\n{HOLD}", "cut 0 0: print a"), False),
    "an item that sleeps past the killer": (make_run(submit(0) + f"\nsleep 2\n{HOLD}", "cut 0 0: print a; sleep 3"), True),
    "an item whose sleep ends before it": (make_run(submit(0) + f"\nsleep 2\n{HOLD}", "cut 0 0: print a; sleep 1"), False),
    "a task waits for a worker that is busy": (
        make_run(submit(0, 1) + f"\nsleep 2\n{HOLD}", "cut 0 0: sleep 3", pool="pool 1"),
        True,
    ),
    "a task waits and a worker is free": (make_run(submit(0, 1) + f"\nsleep 2\n{HOLD}", "cut 0 0: sleep 3"), False),
    "a killer of something else": (make_run("hold 1"), True),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_release(name: str) -> None:
    text, expected = CASES[name]
    running = text.replace("\nquit\n", "\n").replace("\ndone\n", "\n")
    assert may_release([_asleep(process) for process in make_trace(running).processes]) is expected


def _asleep(process: Process) -> Process:
    """A worker whose last sleep is still under way."""
    awake = process.pid == MAIN_PID or process.events[-1].kind != "slept"
    return process if awake else replace(process, events=process.events[:-1])


def test_no_trace_yet() -> None:
    assert may_release(()) is True
