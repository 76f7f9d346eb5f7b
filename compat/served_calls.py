"""What managers' servers did for their clients: each a part of the call that asked for it.  Called by `program`.

A call through a proxy is synchronous: what a method of the script's own does in the server comes after the call and
before its return.  Other clients' calls may come between.
"""

from __future__ import annotations

from compat.renaming import rename
from compat.strand import Program, Strand

#: What every handling of a call has.
_FRAME = frozenset(["serve-begin", "serve-end"])


def find_callers(program: Program) -> None:
    """Hang what was served into the calls; what did nothing of its own is forgotten."""
    for call, strand in list(program.served.items()):
        if _is_idle(program, strand):
            del program.served[call], program.strands[strand.name]
    for caller in list(program.strands.values()):
        count = 0
        for step in caller.steps:
            strand_ = program.served.get(step.args[0]) if step.kind == "remote" else None
            if strand_ is not None:
                count += 1
                step.kind, step.inner = "served", strand_
                rename(program, strand_.name, f"{caller.name}/call{count}")


def _is_idle(program: Program, strand: Strand) -> bool:
    return all(step.kind in _FRAME for step in strand.steps) and not strand.lines
