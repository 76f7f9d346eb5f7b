"""An interpreter's own deprecation warnings on stderr: no port could keep them, so they are not compared.  Called by `judge`.

A warning is a line `FILE:LINE: DeprecationWarning: ...`, and after it, indented, the line of the source that it is about.
"""

from __future__ import annotations

import re
from dataclasses import replace

from compat.pomset import Pomset
from compat.side import Side

NAME = "deprecation warning"
_WARNING = re.compile(r"[^\n]+:\d+: (?:Pending)?DeprecationWarning: [^\n]*\n\Z")
_SOURCE = re.compile(r"  [^\n]*\n\Z")


def without_deprecations(side: Side) -> Pomset:
    """A side's order in which such outputs are hidden steps; that there are any is told in what the side tolerates."""
    hidden = _find(side.pomset)
    if not hidden:
        return side.pomset
    if NAME not in side.tolerated:
        side.tolerated.append(NAME)
    nodes = tuple(
        replace(node, label=None) if number in hidden else node for number, node in enumerate(side.pomset.nodes)
    )
    return replace(side.pomset, nodes=nodes)


def _find(pomset: Pomset) -> set[int]:
    """The outputs that are a warning or the source line that follows one in its strand."""
    found: set[int] = set()
    follows: set[str] = set()
    for number in pomset.outputs:
        node = pomset.nodes[number]
        if node.label is None or node.label.stream != "stderr":
            continue
        is_source = node.strand in follows and _SOURCE.match(node.label.text)
        follows.discard(node.strand)
        if _WARNING.match(node.label.text):
            follows.add(node.strand)
            found.add(number)
        elif is_source:
            found.add(number)
    return found
