"""What a label may read in a text recorded elsewhere, and where its pieces are cut."""

from __future__ import annotations

import pytest
from piece_texts import label_outputs
from small_orders import parse_order

from compat.admission.pattern import Piece, make_pieces
from compat.membership import ask


def reads(label: str, text: str, folded: bool = False) -> bool:
    """Whether a whole output reads as a text."""
    (piece,) = make_pieces(label, (), folded)
    return len(text) in piece.find_ends(text, 0)


READS = [
    ("<pid of main>", "5960", True),
    ("<pid of a pool worker>", "59x", False),
    ("<id> and <id 2>", "41974752 and 41974864", True),
    ("<time %M:%S> 0", "24:20 0", True),
    ("<time %M:%S> 0", "4:20 0", False),
    ("<time %Y-%m-%d %H:%M:%S>", "2014-11-05 09:08:07", True),
    ("<time %a %b %d %H:%M:%S %Y>", "Wed Nov  5 09:08:07 2014", True),
    ("<time %A, %e. %B>", "Wednesday,  5. November", True),
    ("<time %-d|%%>", "5|%", True),
    ("<time ISO>", "2014-11-05T09:08:07.123456+02:00", True),
    ("<time ISO>", "2014-11-05", True),
    ("took <elapsed> s", "took 2.01 s", True),
    ("took <elapsed> s", "took long s", False),
    ("took <elapsed>", "took 1 day, 0:00:02.010000", True),
    ("<random integer> <varying integer>", "-3 -12", True),
    ("<random integer>", "0.5", False),
    ("<random decimal>", "-0.5", True),
    ("is <random text>!", "is c d!", True),
    ("<worker name>", "Thread-3 (worker)", True),
    ("<worker name>", "ForkProcess-1", True),
    ("<clock>", "1415178487.25", True),
    ("<varying integer>", "12", True),
    ("<varying integer>", "1.2", False),
    ("<varying word>", "spam_1", True),
    ("<varying hex>", "0xFF", True),
    ("<worker name> <address>", "ForkPoolWorker-1:2 0x7f00", True),
    ("<worker name>", "ThreadPoolExecutor-0_1", True),
    ("Thread-1 in Process-2", "Thread-1 (work) in ForkProcess-2", True),
    ("Thread-1 in Process-2", "Thread-1 in Process-2", True),
    ("Thread-1 in Process-2", "Thread-2 in Process-2", False),
    ("<b> is no token", "<b> is no token", True),
]  # fmt: skip


@pytest.mark.parametrize(("label", "text", "is_so"), READS)
def test_a_token_stands_for_its_kind_and_shape(label: str, text: str, is_so: bool) -> None:
    assert reads(label, text) == is_so
    assert reads(label, text.strip(), folded=True) == is_so


def test_an_end_is_looked_for_within_digits() -> None:
    (piece,) = make_pieces("<pid of main>", (), False)
    assert list(piece.find_ends("59601", 0)) == [5, 4, 3, 2, 1]


def shown(label: str, *written: str) -> list[str]:
    return [piece.shown for piece in make_pieces(label, written, False)]


CUTS = [
    ("sub end:  3\n", ("sub end:", " ", " 3", "\n")),
    ("<time %M:%S> 0 <pid of main>\n", ("24:20", " ", "0", " ", "5960", "\n")),
    ("n=<varying integer>, m\n", ("n=", "12", ", ", "m\n")),
    ("Thread-1\n", ("Thread-1 (work)", "\n")),
]


@pytest.mark.parametrize(("label", "written"), CUTS)
def test_pieces_are_cut_where_writes_meet(label: str, written: tuple[str, ...]) -> None:
    pieces = shown(label, *written)
    assert len(pieces) == len(written)
    assert "".join(pieces) == label


def test_writes_that_share_a_token_are_one_piece() -> None:
    assert shown("at <time %M:%S>\n", "at ", "24:", "20", "\n") == ["at ", "<time %M:%S>", "\n"]


def test_a_label_that_is_not_what_was_written_is_one_piece() -> None:
    assert shown("a b\n", "a", "b\n") == ["a b\n"]


def test_folded_white_space_is_at_the_ends() -> None:
    pieces = make_pieces("a  3\n", ("a", " ", " 3", "\n"), True)
    assert [(piece.body, piece.lead, piece.trail) for piece in pieces] == [
        ("a", False, False),
        ("", True, True),
        ("3", True, False),
        ("", True, True),
    ]
    assert pieces[1] == Piece("", " ", True, True)
    assert [piece.is_blank for piece in pieces] == [False, True, False, True]


TRACEBACK = 'Traceback (most recent call last):\n  File "a.py", line 1\n    raise\n'
TRACEBACKS = [
    ("<traceback of KeyError: 'x'>\n", f"{TRACEBACK}KeyError: 'x'\n", True),
    ("<traceback of KeyError: 'x'>\n", f"{TRACEBACK}KeyError: 'y'\n", False),
    ("<traceback of KeyError: 'x'>\n", "KeyError: 'x'\n", False),
    ("<traceback of Ex: >\n", f"Process PoolWorker-1:\n{TRACEBACK}mod.Ex\n", True),
    ("<traceback of Ex: 1>\n", f"Exception in thread Thread-1:\n{TRACEBACK}Ex: 1\n\n", True),
    ("<traceback of OSError: [Errno 2] no>\n", f"{TRACEBACK}IOError: [Errno 2] no\n", True),
    ("<traceback of E: <pid of main>>\n", f"{TRACEBACK}E: 123\n", True),
    (
        "<traceback of E: 1>\n",
        f'pool.RemoteTraceback: \n"""\n{TRACEBACK}E: 1\n"""\n\nThe above exception was the direct cause of this:\n\n'
        f"{TRACEBACK}E: 1\n",
        True,
    ),
    ("<traceback of E: 1>\n", f"{TRACEBACK}\x1b[1;31mE\x1b[0m: \x1b[35m1\x1b[0m\n", True),
]


@pytest.mark.parametrize(("label", "text", "is_so"), TRACEBACKS)
@pytest.mark.parametrize("folded", [False, True])
def test_a_traceback_has_any_layout_but_its_last_line(label: str, text: str, is_so: bool, folded: bool) -> None:
    pomset = label_outputs(parse_order("a"), {0: (label,)})
    assert (ask(pomset, {}, text, folded).word == "member") == is_so


def test_lines_of_a_traceback_may_be_torn_apart() -> None:
    pomset = label_outputs(parse_order("a b"), {0: ("<traceback of E: 1>\n",), 1: ("other\n",)})
    lines = f"Process P-1:\n{TRACEBACK}E: 1\n".splitlines(keepends=True)
    for at in range(len(lines) + 1):
        assert ask(pomset, {}, "".join([*lines[:at], "other\n", *lines[at:]])).word == "member"
    within = "".join(lines).replace("  File", "  other\nFile", 1)
    assert ask(pomset, {}, within).reasons[-1] == "a traceback may have been torn within its lines"
    assert ask(pomset, {}, "".join(lines)).word == "no member"
