"""Silent polling loops: `while not r.ready(): sleep(1)`.  Called by `happens_before` and `scripted_time`.

How often such a loop goes round is nobody's promise and nobody sees it; that it ends after the answer is all that counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from compat.strand import Step, Strand

_QUIET = frozenset(["ask", "sleep", "slept", "value"])


@dataclass(frozen=True, slots=True)
class Poll:
    """The steps of one loop, from its first question to its last; `period` is how long it sleeps each time round (seconds)."""

    steps: tuple[Step, ...]
    period: Fraction

    @property
    def asks(self) -> list[Step]:
        return [step for step in self.steps if step.kind == "ask"]


def is_over(step: Step) -> bool | None:
    """Whether an `ask` says that its job, process or thread is over; None if it says nothing about that."""
    method, answer = step.args[1:3]
    if method == "is_alive":
        return answer == "0"
    if method == "exitcode":
        return answer != ""
    if method == "is_set":
        return answer == "1"
    if method in ("ready", "done"):
        return answer == "1"
    if method == "successful":
        return answer != "error"
    return None


def find_polls(strand: Strand) -> list[Poll]:
    """Find the loops of a strand that ask at one place, do nothing but sleep in between, and end when all is over."""
    polls = []
    steps = strand.steps
    at = 0
    while at < len(steps):
        if steps[at].kind != "ask":
            at += 1
            continue
        stop = at
        for n in range(at, len(steps)):
            if steps[n].kind not in _QUIET:
                break
            if steps[n].kind == "ask":
                if steps[n].place != steps[at].place:
                    break
                stop = n
        poll = _make_poll(steps[at : stop + 1])
        if poll is not None:
            polls.append(poll)
        at = stop + 1
    return polls


def _make_poll(steps: list[Step]) -> Poll | None:
    sleeps = [n for n, step in enumerate(steps) if step.kind == "sleep"]
    if not sleeps:
        return None
    last = [step for step in steps[sleeps[-1] :] if step.kind == "ask"]
    if not last or not all(is_over(step) for step in last):
        return None
    times = 1 + sum(
        1
        for n, step in enumerate(steps[1:], 1)
        if step.kind == "ask" and "sleep" in {s.kind for s in _before(steps, n)}
    )
    total = sum((seconds(steps[n].args[0]) for n in sleeps), Fraction(0))
    return Poll(tuple(steps), total / max(1, times - 1))


def _before(steps: list[Step], at: int) -> list[Step]:
    """The steps between an ask and the ask before it."""
    start = at - 1
    while start > 0 and steps[start].kind != "ask":
        start -= 1
    return steps[start + 1 : at]


def seconds(text: str) -> Fraction:
    """The exact value of a length as it was written; nothing for a length that is no number."""
    try:
        return max(Fraction(0), Fraction(text.rstrip("L")))
    except (ValueError, ZeroDivisionError):
        return Fraction(0)
