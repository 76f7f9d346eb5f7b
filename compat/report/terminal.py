"""Results on a terminal: both sides in columns by scripted time, the verdict and its evidence.  Called by `cli`.

Nothing of a script reaches the terminal but through `make_visible`, and no text is read as markup.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import IO

from rich import box
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from compat.admit import Admission
from compat.interpreters import Found
from compat.membership import NO_MEMBER, Membership, Stretch
from compat.report.visible import make_line_visible, make_visible
from compat.result import Cell, PairResult, Row, SideFacts

WIDE = 76  # columns needed to show two sides that differ beside each other
_PLAIN_WIDTH = 100
_NO_OLD = (
    "Python 2.7: not found on PATH nor in the folders of pyenv and uv; give its PATH with --old-python or --python"
)
_STYLE = {
    "equivalent": "bold green",
    "reordered": "bold yellow",
    "stricter": "bold yellow",
    "looser": "bold red",
    "different": "bold red",
    "unknown": "bold magenta",
}
_ADMISSION = {"member": "bold green", "no member": "bold red", "unknown": "bold magenta"}


def make_console(stream: IO[str] | None = None) -> Console:
    """Make a console that adds nothing of its own: no markup, no guessing; 100 columns where there is no terminal."""
    stream = stream or sys.stdout
    width = None if stream.isatty() or os.environ.get("COLUMNS", "").isdigit() else _PLAIN_WIDTH
    return Console(file=stream, width=width, highlight=False, markup=False, emoji=False)


def render_result(result: PairResult, console: Console) -> None:
    """Show one pair: its sides, their table, the verdict, its evidence."""
    _print(console, Text(result.name, "bold"))
    for word, side in (("old", result.old), ("new", result.new)):
        _print(console, _line(f"  {word}  ", tell_side(side)))
    if result.rows:
        _print(console)
        _render_rows(result.rows, console)
        _print(console)
    _print(console, _verdict_line(result))
    for note in result.notes:
        _print(console, _line("  ", note))
    if result.tolerated:
        _print(console, _line("  tolerated: ", "; ".join(result.tolerated)))
    if result.counterexample:
        word = "accepted difference" if is_accepted(result) else "counterexample"
        _print(console, Text(f"  {word} ({result.counterexample.kind})"))
        for number, step in enumerate(result.counterexample.steps, 1):
            _print(console, _line(f"    {number}. ", step))
    _print(console)


def render_summary(results: Sequence[PairResult], console: Console) -> None:
    """Show the verdicts of several pairs, one a line."""
    table = _table("pair", "verdict", "old", "new")
    for result in results:
        word = Text(result.verdict + (" (accepted)" if is_accepted(result) else ""), _style(result))
        old = result.old.python if result.old.live else f"{result.old.python}, recorded"
        new = " ".join(filter(None, (result.new.python, result.new.start_method)))
        table.add_row(_text(result.name), word, old, new)
    _print(console, table)


def render_side(side: SideFacts, cells: Sequence[Cell], notes: Sequence[str], console: Console) -> None:
    """Show one side alone: its outputs by scripted time."""
    _print(console, Text(make_visible(tell_side(side)), "bold"))
    _print(console)
    _print(console, _one_side(cells))
    _print(console)
    for note in notes:
        _print(console, _line("  ", note))


def render_admission(answer: Admission, console: Console) -> None:
    """Show who wrote which line of a text, as far as that could be told, and the answer."""
    _print(console, Text(make_visible(tell_side(answer.side)), "bold"))
    _print(console)
    table = _table("line", "strand", "text")
    for line, strand, text in find_lines(answer.text, answer.found):
        table.add_row(Text(str(line), justify="right"), _text(strand), Text(text))
    if table.row_count:
        _print(console, table)
        _print(console)
    word, reasons = answer.found.word, answer.found.reasons
    told = reasons or (f"{answer.name} is a text that it can print",)
    for number, sentence in enumerate(told):
        end = f"; {answer.runs}" if number == len(told) - 1 else ""
        head = Text("    ") if number else Text.assemble("  ", (word, _ADMISSION[word]), ": ")
        _print(console, _line(head, f"{sentence}{end}"))


def find_lines(text: str, found: Membership) -> Iterator[tuple[int, str, str]]:
    """Cut a text into lines, and those that were torn into their parts: each with its number and its strand.

    The last part is nobody's (`?`) if that is where the text could not be explained.
    """
    end = max((stretch.end for stretch in found.stretches), default=0)
    stretches = list(found.stretches)
    if end < len(text) and (stretches or found.word == NO_MEMBER):
        stretches.append(Stretch(end, text.find("\n", end) + 1 or len(text), "?", "stdout"))
    line = 1
    for stretch in stretches:
        strand = stretch.strand if stretch.stream == "stdout" else f"{stretch.strand} ({stretch.stream})"
        at = stretch.begin
        while at < stretch.end:
            stop = text.find("\n", at, stretch.end) + 1 or stretch.end
            is_torn = text[at:stop] == "\n" and at > 0 and text[at - 1] != "\n"
            yield line, strand, make_visible("\n") if is_torn else make_line_visible(text[at:stop])
            line += text[stop - 1] == "\n"
            at = stop


def render_pythons(found: Sequence[Found], console: Console) -> None:
    """Show every interpreter that was found, and why one cannot be used."""
    usable = [item for item in found if item.interpreter and not item.trouble]
    others = [item for item in found if not item.interpreter or item.trouble]
    for item in usable:
        if item.interpreter:
            ways = " ".join(item.interpreter.start_methods)
            console.print(
                Text(f"{item.interpreter.name:15}  {ways:21}  {make_visible(str(item.interpreter.path))}"),
                soft_wrap=True,
            )
    if not usable:
        console.print(Text("no interpreter was found"))
    if not any(item.interpreter and item.interpreter.version[:2] == (2, 7) for item in usable):
        console.print(Text(f"\n{_NO_OLD}"), soft_wrap=True)
    if others:
        console.print(Text("\ncannot be used:", "bold"))
    for item in others:
        console.print(Text(make_visible(f"{item.path}: {item.trouble}")), soft_wrap=True)


def tell_side(side: SideFacts) -> str:
    """Say what one side is: its script, its interpreter, whether it was run now or recorded before."""
    way = f", {side.start_method}" if side.start_method else ""
    if side.live:
        return f"{side.script} under {side.python}{way}"
    return f"{side.script}, recorded with {side.python} on {side.recorded_on}"


def is_accepted(result: PairResult) -> bool:
    """Whether it is the user's consent that makes the verdict count as good."""
    return result.accepted and result.verdict != "equivalent"


def tell_verdict(result: PairResult) -> str:
    """Say what the verdict rests on, in one sentence without the verdict's word."""
    speed = "in real time" if result.speed == 1 else f"at speed {result.speed}"
    accepted = "accepted; " if is_accepted(result) else ""
    return (
        f"{accepted}{_count(result.outputs, 'output')}, {_count(result.guaranteed, 'guaranteed ordered pair')}, "
        f"{_count(result.ties, 'tie')}; {_count(result.runs, 'run')} {speed}, {result.seconds:.1f} s"
    )


def _print(console: Console, what: RenderableType = "") -> None:
    """Print; where there is no terminal, without the blanks that fill a line."""
    if console.is_terminal:
        console.print(what)
        return
    with console.capture() as capture:
        console.print(what)
    console.file.write("".join(line.rstrip() + "\n" for line in capture.get().splitlines()))


def _verdict_line(result: PairResult) -> Text:
    return Text.assemble("  ", (result.verdict, _style(result)), f": {tell_verdict(result)}")


def _style(result: PairResult) -> str:
    return _STYLE["equivalent" if is_accepted(result) else result.verdict]


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _render_rows(rows: Sequence[Row], console: Console) -> None:
    same = [row.old for row in rows if row.old is not None and row.old == row.new]
    if len(same) == len(rows):
        _print(console, _one_side(same, "both sides"))
    elif console.width >= WIDE:
        _print(console, _two_sides(rows))
    else:
        _print(console, _one_side([row.old for row in rows if row.old], "old"))
        _print(console)
        _print(console, _one_side([row.new for row in rows if row.new], "new"))


def _one_side(cells: Iterable[Cell], title: str = "output") -> Table:
    table = _table("time", "strand", title)
    for cell in cells:
        table.add_row(*_cell(cell))
    return table


def _two_sides(rows: Sequence[Row]) -> Table:
    table = _table("time", "strand", "old", "", "time", "strand", "new")
    for row in rows:
        table.add_row(*_cell(row.old), Text(_mark(row), "bold"), *_cell(row.new))
    return table


def _mark(row: Row) -> str:
    """`-`, `+`: on one side only; `|`: another text; `~`: equal but for what is accepted; `≠`: at another scripted time."""
    if row.old is None or row.new is None:
        return "+" if row.old is None else "-"
    if row.differs:
        return "|"
    if row.old.time != row.new.time:
        return "≠"
    return " " if row.old.text == row.new.text else "~"


def _cell(cell: Cell | None) -> tuple[Text, Text, Text]:
    if cell is None:
        return Text(), Text(), Text()
    strand = cell.strand if cell.stream == "stdout" else f"{cell.strand} ({cell.stream})"
    return Text(cell.time, justify="right"), _text(strand), Text(make_line_visible(cell.text))


def _table(*names: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 2, 0, 0))
    for name in names:
        is_narrow = name in ("time", "line", "")
        table.add_column(name, overflow="fold", no_wrap=is_narrow, header_style="bold")
    return table


def _text(text: str) -> Text:
    return Text(make_visible(text))


def _line(head: str | Text, text: str) -> Table:
    """A paragraph whose further lines stand under its first one, behind the head."""
    grid = Table.grid()
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(Text(head) if isinstance(head, str) else head, _text(text))
    return grid
