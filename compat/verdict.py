"""What a comparison answers, as frozen values: `Verdict`, `Counterexample`, `Step`.  `compare` makes them, `explain`
tells them.

Nodes are given by their index in the pomset of their side, so label, strand, place and time are one look away.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from compat.event import Place

WORDS = ("equivalent", "reordered", "stricter", "looser", "different", "unknown")


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a counterexample, on one side (`old` or `new`).

    `relation` and its `nodes`:

    - `before` (a, b): a comes before b, by `rule` at `place`; a chain of such steps leads from the first to the last
      output
    - `capacity` (node, members...): node comes only after `count` of the members, by `rule` at `place`
    - `exclusion` (nodes of one section..., nodes of the other...): the two do not interleave, by `rule` at `place`;
      `count` is how many of the nodes belong to the first
    - `certain` / `possible` (a): the output is in every run / may be missing
    - `needs` / `alone` (b, a): b does not come without a / it may
    - `race` (b, a): nothing puts a before b, so b may come first; `together` (...): the outputs may come so
    - `witness` (outputs...): the beginning of a word that this side can print
    - `extra` (a): an output without a partner on the other side; `similar` (a): the unpaired output most like it there
    - `usual` (a, b): by scripted time a usually precedes b; `tie` (a, b): they are too close to say
    - `usually-absent` / `usually-present` (a)
    - `cut` (last output, if any): the strand named in `rule` was ended, so more of it is unknown; `complete`: it was
      not
    - `bound` (outputs...): at most `count` of the sections that these begin are under way at once, and more on the other side
    - `data-race` (a, b): nothing orders two accesses to the thing named in `rule`; `no-data-race` (): there is none
    - `outcome` (): how the run ended is in `rule`; `open-ended` (): what is not followed is in `rule`
    """

    side: str
    relation: str
    nodes: tuple[int, ...] = ()
    rule: str = ""
    place: Place | None = None
    count: int = 0


@dataclass(frozen=True, slots=True)
class Counterexample:
    """The smallest evidence against `equivalent`.

    `kind`: `order`, `capacity`, `exclusion`, `presence`, `usual`, `text`, `outcome`, `data-race` or `form`.  `steps` first tell what
    one side guarantees and why, then what the other side may do instead.
    """

    kind: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer of a comparison; `mapping` pairs outputs of old with those of new (empty where there is no pairing).

    `guaranteed` counts pairs of outputs that come in one order in every word of old, `ties` the other pairs without a
    usual order.  `no_text_shows_it`: only equal-looking lines tell the two sides apart.  `reasons` say in words why a
    verdict is `unknown`, or what it leaves aside.
    """

    word: str
    reasons: tuple[str, ...] = ()
    mapping: Mapping[int, int] = field(default_factory=dict)
    outputs: int = 0
    guaranteed: int = 0
    ties: int = 0
    no_text_shows_it: bool = False
    counterexample: Counterexample | None = None
