"""Rounds: what is taken out of a strand that receives, and how it is named."""

from __future__ import annotations

import pytest
from traces import make_run, make_trace, submit

from compat.program import read_program
from compat.rounds import find_racing_channels, split_rounds

LOOP = "next-call 0 ''\nnext 0 ok\nprint x\nnext-call 0 ''\nnext 0 ok\nprint y\nnext-call 0 ''\nnext 0 stop\nprint z"
UNORDERED = submit(0, method="imap_unordered") + "\nresult> result 0 1 ok\nresult> result 0 0 ok\n"
ITEMS = ("item 0 0: sleep 1", "item 0 1: sleep 1")
FUTURES = submit("f1", "f2", method="submit")
COMPLETED = "receive-call 1 f1,f2\nreceive 1 f2\nprint x\nreceive-call 1 f1,f2\nreceive 1 f1\nprint y\nreceive-call 1 f1,f2\nreceive 1 stop"
CALLBACKS = (
    submit(0, 1)
    + "\nresult> thread-role result 1\nresult> result 1 0 ok\nresult> callback 1: print p\nresult> result 0 0 ok\nresult> callback 0: print q"
)
SUBMITTING = LOOP.replace("print x", "submit 1 5 apply_async '' '' ''").replace(
    "print y", "submit 1 6 apply_async '' '' ''"
)

CASES = {
    "imap_unordered, by message": (
        make_run(UNORDERED + LOOP, *ITEMS),
        {},
        ["main/pool1/job0"],
        {"main/pool1/job0/item1/received": "x", "main/pool1/job0/item0/received": "y", "main": "z"},
    ),
    "imap_unordered, by round": (
        make_run(UNORDERED + LOOP, *ITEMS),
        {"main/pool1/job0": "round"},
        ["main/pool1/job0"],
        {"main/pool1/job0/round0": "x", "main/pool1/job0/round1": "y", "main": "z"},
    ),
    "imap is no channel": (
        make_run(submit(0, method="imap") + "\nresult> result 0 0 ok\nresult> result 0 1 ok\n" + LOOP, *ITEMS),
        {},
        [],
        {"main": "x y z"},
    ),
    "as_completed": (
        make_run(f"{FUTURES}\n{COMPLETED}", pool="process-executor 2"),
        {},
        ["main/1"],
        {"main/pool1/job1/received": "x", "main/pool1/job0/received": "y"},
    ),
    "callbacks, by message": (
        make_run(CALLBACKS),
        {},
        ["main/pool1/callbacks"],
        {"main/pool1/job1/callback": "p", "main/pool1/job0/callback": "q"},
    ),
    "callbacks, by round": (
        make_run(CALLBACKS),
        {"main/pool1/callbacks": "round"},
        ["main/pool1/callbacks"],
        {"main/pool1/callbacks/round0": "p", "main/pool1/callbacks/round1": "q"},
    ),
    "a callback that the adding strand ran is none": (
        make_run(f"{FUTURES}\nman> thread-role manager 1\nman> callback f1 1: print p\ncallback f2 1: print q", pool="process-executor 2"),
        {},
        [],
        {"main/pool1/job0/callback": "p", "main/pool1/job1/callback": "q"},
    ),
    "what a round submits is named by it": (
        make_run(UNORDERED + SUBMITTING, ITEMS[0] + "\nitem 6 0: print b", ITEMS[1] + "\nitem 5 0: print a"),
        {},
        ["main/pool1/job0"],
        {"main/pool1/job0/item1/received/pool1/job0": "a", "main/pool1/job0/item0/received/pool1/job0": "b", "main": "z"},
    ),
    "the last of what is fetched by hand stays in its strand": (
        make_run(UNORDERED + "next-call 0 ''\nnext 0 ok\nprint x\nnext-call 0 ''\nnext 0 ok\nprint y", *ITEMS),
        {},
        ["main/pool1/job0"],
        {"main/pool1/job0/item1/received": "x", "main": "y"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_split(name: str) -> None:
    text, binding, channels, expected = CASES[name]
    program = read_program(make_trace(text))
    assert find_racing_channels(program) == channels
    split_rounds(program, binding)
    shown = {
        name: " ".join(step.output.text.strip() for step in strand.steps if step.output is not None)
        for name, strand in program.strands.items()
    }
    assert {name: text for name, text in shown.items() if text} == expected
    assert all(name == strand.name for name, strand in program.strands.items())
