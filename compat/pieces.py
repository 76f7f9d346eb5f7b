"""The pieces of outputs: the single writes of which a strand made each line, where another strand's text can tear it.

Called by `side`; `membership` reads a text by them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from compat.order import Order
from compat.strand import Step, Strand


def find_pieces(order: Order) -> dict[int, tuple[str, ...]]:
    """Return for each output's node the texts of its writes in their order; joined they are the output's text."""
    of_step: dict[int, tuple[str, ...]] = {}
    for strand in dict.fromkeys(made.strand for made in order.nodes):
        if strand is not None:
            of_step |= _cut_strand(strand)
    return {
        node: of_step[id(made.step)]
        for node, made in enumerate(order.nodes)
        if made.step is not None and made.step.output is not None
    }


def find_shared(order: Order) -> frozenset[int]:
    """The outputs of processes in which several strands print: 2.7 remembers for all together whether a blank is due."""
    outputs = [n for n, made in enumerate(order.nodes) if made.strand and made.step and made.step.output is not None]
    strands: dict[str, set[str]] = {}
    for node in outputs:
        strand = order.nodes[node].strand
        assert strand is not None
        strands.setdefault(strand.process, set()).add(strand.name)
    shared = {process for process, names in strands.items() if len(names) > 1}
    return frozenset(n for n in outputs if (strand := order.nodes[n].strand) and strand.process in shared)


def _cut_strand(strand: Strand) -> dict[int, tuple[str, ...]]:
    """Share the writes of a strand among its outputs, those of each stream by themselves."""
    of_step: dict[int, tuple[str, ...]] = {}
    written: dict[str, list[str]] = {}
    for step in strand.steps:
        if step.kind == "write":
            written.setdefault(step.args[0], []).append(step.args[1])
        elif step.output is not None:
            of_step[id(step)] = _take(written.setdefault(step.output.stream, []), step)
    return of_step


def _take(written: list[str], step: Step) -> tuple[str, ...]:
    """Take the writes of one output; what was not seen written in this strand, and what was folded (a traceback), is one piece."""
    assert step.output is not None
    rest, taken = step.output.folded or step.output.text, []
    while rest and step.kind == "output" and written and _is_begun(rest, written[0]):
        piece = written[0][: len(rest)]
        rest, written[0] = rest[len(piece) :], written[0][len(piece) :]
        taken.append(piece)
        if not written[0]:
            del written[0]
    if rest or step.output.folded:
        return (step.output.alone or step.output.text,)
    return tuple(_put_blanks(taken, step.output.alone)) if step.output.alone else tuple(taken)


def _put_blanks(taken: Sequence[str], alone: str) -> Iterator[str]:
    """The pieces with the blanks that a thread writes which prints alone (2.7)."""
    at = 0
    for piece in taken:
        if not alone.startswith(piece, at):
            if piece == " ":
                continue
            yield " "
            at += 1
        yield piece
        at += len(piece)


def _is_begun(text: str, piece: str) -> bool:
    """Whether a text and a write begin alike, as far as the shorter of them goes."""
    return text.startswith(piece) or piece.startswith(text)
