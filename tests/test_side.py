"""A side: its runs aligned, their texts named, their loops bound, and what keeps them from showing one form."""

from __future__ import annotations

import pytest
from traces import JOIN, KILL, make_run, make_trace, submit

from compat.side import Side, build_side, format_time

UNORDERED = submit(0, method="imap_unordered")
ITEMS = ("item 0 0: print a", "item 0 1: print b")


def loop(order: str, bodies: str) -> str:
    """A run whose two messages arrive in this order; each round prints one of the bodies."""
    results = "".join(f"result> result 0 {index} ok\n" for index in order)
    rounds = "".join(f"next-call 0 ''\nnext 0 ok\nprint {body}\n" for body in bodies.split())
    return make_run(f"{UNORDERED}\n{results}{rounds}next-call 0 ''\nnext 0 stop", *ITEMS)


def side_of(*texts: str) -> Side:
    return build_side([make_trace(text) for text in texts])


def labels(side: Side) -> list[str]:
    return sorted(node.label.text.strip() for node in side.pomset.nodes if node.label)


def strands(side: Side) -> dict[str, str]:
    return {node.label.text.strip(): node.strand for node in side.pomset.nodes if node.label}


def test_rounds_bound_to_their_messages() -> None:
    side = side_of(loop("01", "got0 got1"), loop("10", "got1 got0"))
    assert strands(side)["got1"] == "main/pool1/job0/item1/received"
    assert (side.turnless, side.rests) == ([], [])


def test_rounds_bound_to_their_number() -> None:
    side = side_of(loop("01", "one two"), loop("10", "one two"))
    assert strands(side)["two"] == "main/pool1/job0/round1"
    assert (side.turnless, side.rests) == ([], [])


def test_rounds_bound_to_neither() -> None:
    side = side_of(loop("01", "got0 both01"), loop("10", "got1 both10"))
    assert "what main prints as it receives from main/pool1/job0 depends on the order of arrival" in side.rests


def test_arrivals_that_were_never_turned() -> None:
    assert side_of(loop("01", "got0 got1"), loop("01", "got0 got1")).turnless == ["main/pool1/job0"]


VARYING = {
    "the same": ("print x", "print x", ["x"], []),
    "a pid": ("print 1000", "print 1000", ["1000"], []),
    "a number": ("print n 3", "print n 4", ["n <varying integer>"], []),
    "another shape": ("print n", "print n 4", ["n"], ["the shape of what main prints varies"]),
    "one line more": (
        "print x",
        "print x\nprint y",
        ["x"],
        ["its form varies: 'y' of main is not in each of 2 runs"],
    ),
    "one line less": ("print x\nprint y", "print x", ["x", "y"], ["its form varies: 'y' of main is not in each of 2 runs"]),
}  # fmt: skip


@pytest.mark.parametrize("name", VARYING)
def test_what_differs_between_runs(name: str) -> None:
    first, second, expected, rests = VARYING[name]
    side = side_of(make_run(first), make_run(second))
    assert (labels(side), side.rests) == (expected, rests)


def test_what_a_killer_took_away_is_no_change_of_form() -> None:
    killed = submit(0, 1) + f"\n{KILL}"
    side = side_of(
        make_run(killed, "item 0 0: print a"),
        make_run(killed, "item 0 0: print a", "item 1 0: print b"),
        make_run(killed, "item 1 0: print b"),
    )
    assert (labels(side), side.rests, sorted(side.pomset.cut)) == (["a"], [], ["main/pool1/job1"])


def test_the_number_of_workers_that_print_is_a_form() -> None:
    first = make_run(submit(0) + f"\n{JOIN}", "print i\nitem 0 0: print a", pool="pool 1")
    more = (
        first.replace("make 1 pool 1 @1", "make 1 pool 1 @1\nworker-start 1 1.2")
        + "worker 1.2\nworker-ready\nprint i\ndone"
    )
    assert side_of(first, more).rests == ["its form varies: 'i' of main/pool1/worker2 is not in each of 2 runs"]


def test_a_sleep_of_another_length_is_free() -> None:
    texts = [make_run(submit(0) + "\nprint m", f"item 0 0: sleep {length}; print a") for length in ("0.25", "0.75")]
    assert [(format_time(row.time), row.text) for row in side_of(*texts).rows] == [("0", "m\n"), ("?", "a\n")]


def test_what_is_not_followed() -> None:
    side = side_of(*[make_run("unfollowed multiprocessing.Queue")] * 2)
    assert side.pomset.open_ended == ("it uses multiprocessing.Queue, whose order is not followed",)


def test_an_answer_that_decides_rests_on_a_race() -> None:
    side = side_of(*[make_run(submit(0) + "\nask 0 ready 0 @7\nprint no", "item 0 0: print a")] * 2)
    assert side.rests == ["the answer of ready() (script.py:7) rests on a race"]


def test_a_message_later_than_its_time_makes_a_run_unsound() -> None:
    text = make_run(
        f"{UNORDERED}\nresult> result 0 1 ok\nresult> result 0 0 ok\n"
        + "next-call 0 ''\nnext 0 ok\nprint y\nnext-call 0 ''\nnext 0 ok\nprint x\nnext-call 0 ''\nnext 0 stop",
        "item 0 0: sleep 1",
        "item 0 1: sleep 2",
    )
    assert side_of(text).unsound == ["main/pool1/job0/item0/received came later than its scripted time says"]


def test_what_is_finished_when_first_asked_comes_in_any_order() -> None:
    text = make_run(
        submit("f1", "f2", method="submit")
        + "\nman> result f1 '' ok\nman> result f2 '' ok\nsleep 5\n"
        + "receive-call 1 f1,f2\nreceive 1 f2\nprint y\nreceive-call 1 f1,f2\nreceive 1 f1\nprint x\nreceive-call 1 f1,f2\nreceive 1 stop",
        "item w0 -: sleep 1",
        "item w1 -: sleep 2",
        pool="process-executor 2",
    )
    assert side_of(text).unsound == []


def test_rows_are_in_scripted_time_with_their_places() -> None:
    text = make_run(submit(0) + f"\nprint m @5\n{JOIN}\nprint z @7", "item 0 0: sleep 1; print a @3")
    rows = [
        (format_time(r.time), r.strand, r.stream, r.text, r.place and r.place.line) for r in side_of(text, text).rows
    ]
    assert rows == [
        ("0", "main", "stdout", "m\n", 5),
        ("1", "main/pool1/job0", "stdout", "a\n", 3),
        ("1", "main", "stdout", "z\n", 7),
    ]


def test_text_that_waits_in_a_buffer_has_no_time_until_it_leaves() -> None:
    text = make_run(
        submit(0) + f"\nprint m\nsleep 2\nflush stdout\n{JOIN}", "item 0 0: sleep 1; print a", facts="stdout=pipe"
    )
    assert [(format_time(row.time), row.text) for row in side_of(text, text).rows] == [("2", "m\n"), ("?", "a\n")]


def test_the_number_that_may_be_a_time_that_passed() -> None:
    text = make_run("value clock 10.5\nsleep 2\nvalue clock 12.75\nprint took 2 of 9 s")
    side = side_of(text, text)
    assert list(side.perhaps.values()) == ["took <elapsed> of 9 s\n"]
