"""What a comparison is asked and what it answers: `CheckSettings` and `PairResult`, plain values.

`cli` makes the settings, `check` answers, `report` shows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

STATUS = {"equivalent": 0, "reordered": 1, "stricter": 1, "looser": 1, "different": 1, "unknown": 3}
TROUBLE = 2
_GRAVITY = (2, 1, 3, 0)


def _say_nothing(_: str) -> None:
    """Progress is shown to nobody."""


@dataclass(frozen=True, slots=True)
class CheckSettings:
    """How a pair is compared.

    `start_method` is the new side's (None: the interpreter's own); `speed` 0 is `auto`; `runs` and `limit` are per side
    and per run; `perturb` is the number of perturbed runs of each live side, `bare` asks for one
    without the recorder; `progress` is told in a few words what is under way (from any thread).
    """

    start_method: str | None = None
    cpus: int | None = None
    accept: tuple[str, ...] = ()
    runs: int = 2
    speed: int = 0
    limit: float = 60.0
    stdout: str = "terminal"
    stdin: Path | None = None
    perturb: int = 0
    bare: bool = False
    progress: Callable[[str], None] = _say_nothing


@dataclass(frozen=True, slots=True)
class SideFacts:
    """One side as it was run: `python` like `CPython 3.13.0`; `recorded_on` is a date where the side was not live."""

    script: str
    python: str
    start_method: str = ""
    live: bool = True
    recorded_on: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A counterexample as sentences, one a step."""

    kind: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """An output in a table: `time` is scripted time (empty where it is free), text with its newline."""

    time: str
    strand: str
    text: str
    stream: str = "stdout"


@dataclass(frozen=True, slots=True)
class Row:
    """Outputs of the two sides that are paired, or one alone; `differs`: they are only alike, and nothing tolerates that."""

    old: Cell | None
    new: Cell | None
    differs: bool = False


@dataclass(frozen=True, slots=True)
class PairResult:
    """The verdict on one pair, with its evidence.

    `runs` counts the runs of both sides; `accepted`: `--accept` covers the verdict.  `notes` are sentences that belong to the verdict (what it rests on, what no
    text shows, why it is unknown).
    """

    name: str
    old: SideFacts
    new: SideFacts
    verdict: str
    accepted: bool = False
    outputs: int = 0
    guaranteed: int = 0
    ties: int = 0
    runs: int = 0
    speed: int = 1
    world: Mapping[str, str] = field(default_factory=dict)
    tolerated: tuple[str, ...] = ()
    counterexample: Told | None = None
    seconds: float = 0.0
    rows: tuple[Row, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def status(self) -> int:
        """The exit status that this verdict asks for."""
        return 0 if self.accepted else STATUS[self.verdict]


def gravest(statuses: Iterable[int]) -> int:
    """Return the gravest exit status: 2, then 1, then 3, then 0."""
    return min(statuses, key=_GRAVITY.index, default=0)
