"""Queues and pipes: which message each receive got, rounds of racing messages, their order and scripted times."""

from __future__ import annotations

import re

import pytest
from traces import make_trace, show_order, show_times

from compat.channels import find_channels
from compat.program import read_program
from compat.rounds import find_racing_channels, split_rounds

FIFO = "new queue1 'fifo 0'"
SIMPLE = "new queue1 'simple 0' process"
FED = "new queue1 'process 0' process"
TWO = "starts t1\nstarts t2"
#: A round needs one of the receivers to have begun.
_BEGUN = re.compile(r"received#first>=1:main/(thread|process)1#first")


def pairs(text: str) -> list[str]:
    """For each channel and receive: the channel, who received, and who had sent what it got, with which of its sends."""
    program = read_program(make_trace(text))
    shown = []
    for channel in find_channels(program):
        own: dict[str, int] = {}
        names = {}
        for strand, step in sorted(channel.sent, key=lambda sent: sent[1].event.index):
            own[strand.name] = own.get(strand.name, 0) + 1
            names[id(step)] = f"{strand.name}#{own[strand.name]}"
        shown += [f"{channel.name}: {who.name} {names[id(got)] if got else '-'}" for who, _, got in channel.takes]
    return shown


PAIRS = {
    "in a process by number, whatever came first": (
        f"main 3.13\n{FIFO}\nstarts t1\nput queue1 2\nthread 1: put queue1 1\ntakes queue1 1\ntakes queue1 2",
        ["main/queue1: main main/thread1#1", "main/queue1: main main#1"],
    ),
    "between processes by the clock": (
        f"main 3.13\n{SIMPLE}\nstarts p1\nstarts p2\nclock 5\ntakes queue1\nclock 6\ntakes queue1\n"
        "child 1\nclock 4\nput queue1 1001.1\nover\nchild 2\nclock 3\nput queue1 1002.1\nover",
        ["main/queue1: main main/process2#1", "main/queue1: main main/process1#1"],
    ),
    "with feeders by when they wrote": (
        f"main 3.13\n{FED}\nstarts p1\nstarts p2\nclock 7\ntakes queue1\nclock 8\ntakes queue1\n"
        "child 1\nclock 1\nput queue1 1001.1\nclock 6\nfeeder> feed queue1 1001.1\nover\n"
        "child 2\nclock 2\nput queue1 1002.1\nclock 5\nfeeder> feed queue1 1002.1\nover",
        ["main/queue1: main main/process2#1", "main/queue1: main main/process1#1"],
    ),
    "a message that no feeder wrote comes last": (
        f"main 3.13\n{FED}\nstarts p1\nstarts p2\nclock 7\ntakes queue1\n"
        "child 1\nclock 1\nput queue1 1001.1\nchild 2\nclock 2\nput queue1 1002.1\nfeeder> feed queue1 1002.1\nover",
        ["main/queue1: main main/process2#1"],
    ),
    "a take in vain got nothing, nor did a put that found no place": (
        "main 3.13\nnew queue1 'fifo 1'\nput-call queue1 0\nput queue1 1\nput-call queue1 0\nput queue1 full\ntakes queue1 1\ntakes queue1 empty 0",
        ["main/queue1: main main#1", "main/queue1: main -"],
    ),
    "a take of nothing that anyone put": (f"main 3.13\n{FIFO}\ntakes queue1 9", ["main/queue1: main -"]),
    "a put that nobody takes": (f"main 3.13\n{FIFO}\nput queue1 1", []),
    "something that nobody made": ("main 3.13\nput queue9 1\ntakes queue9 1\nsend end9\nreceives end9", []),
    "a pipe of two directions": (
        "main 3.13\nmake- end1\nstarts p1\nclock 1\nsend end1\nclock 4\nreceives end1\nchild 1\nclock 2\nreceives end2\nclock 3\nsend end2\nover",
        ["main/end2: main/process1 main#1", "main/end1: main main/process1#1"],
    ),
    "the end of a pipe is no message": (
        "main 3.13\nmake- end1\nstarts p1\nclock 2\nreceives end1\nreceives end1 eof\nchild 1\nclock 1\nsend end2\nover",
        ["main/end1: main main/process1#1", "main/end1: main -"],
    ),
    "a forked child has a queue of threads for itself": (
        "main 3.13\nnew 1000.queue1 'fifo 0'\nforks 1\nput 1000.queue1 1\ntakes 1000.queue1 1\nforked 1\nput 1000.queue1 1\ntakes 1000.queue1 1\ndie 0",
        ["main/queue1: main main#1", "main/fork1/main/queue1: main/fork1 main/fork1#1"],
    ),
    "what was in it at the fork comes from no one there": (
        "main 3.13\nnew 1000.queue1 'fifo 0'\nput 1000.queue1 1\nforks 1\nforked 1\ntakes 1000.queue1 1\ndie 0",
        ["main/fork1/main/queue1: main/fork1 -"],
    ),
}  # fmt: skip
ENDS = "make-end end1 end process 'end2 both'\nmake-end end2 end process 'end1 both'"


@pytest.mark.parametrize("name", PAIRS)
def test_who_gets_what(name: str) -> None:
    text, expected = PAIRS[name]
    assert pairs(text.replace("make- end1", "new end1 'end2 both' process\nnew end2 'end1 both' process")) == expected


LOOP = "takes queue1 1 @5\nprint x @6\ntakes queue1 2 @5\nprint y @6\nprint z @8"
SENDERS = "thread 1: print a; put queue1 1\nthread 2: print b; put queue1 2"
WORKER = "takes queue1 {0} @5; print {1} @6"

ROUNDS = {
    "one sender and one receiver are program order": (
        f"main 3.13\n{FIFO}\nstarts t1\nthread 1: put queue1 1; put queue1 2\n{LOOP}",
        {},
        [],
        {"main": "x y z"},
    ),
    "racing senders, by message": (
        f"main 3.13\n{FIFO}\n{TWO}\n{SENDERS}\n{LOOP}",
        {},
        ["main/queue1"],
        {"main/thread1": "a", "main/thread1/queue1#0/received": "x", "main/thread2": "b", "main/thread2/queue1#0/received": "y", "main": "z"},
    ),
    "racing senders, by round": (
        f"main 3.13\n{FIFO}\n{TWO}\n{SENDERS}\n{LOOP}",
        {"main/queue1": "round"},
        ["main/queue1"],
        {"main/thread1": "a", "main/queue1/round0": "x", "main/thread2": "b", "main/queue1/round1": "y", "main": "z"},
    ),
    "a single receive is a part of its strand": (
        f"main 3.13\n{FIFO}\n{TWO}\n{SENDERS}\ntakes queue1 2 @5\nprint x @6",
        {},
        [],
        {"main/thread1": "a", "main/thread2": "b", "main": "x"},
    ),
    "a receive in vain begins no round": (
        f"main 3.13\n{FIFO}\n{TWO}\n{SENDERS}\ntakes queue1 1 @5\nprint x @6\ntakes queue1 2 @5\nprint y @6\ntakes queue1 empty 1 @5\nprint z @8",
        {},
        ["main/queue1"],
        {"main/thread1": "a", "main/thread1/queue1#0/received": "x", "main/thread2": "b", "main/thread2/queue1#0/received": "y", "main": "z"},
    ),
    "a message's name counts what its sender sent": (
        f"main 3.13\n{FIFO}\n{TWO}\nthread 1: put queue1 1; put queue1 3\nthread 2: put queue1 2\n{LOOP}\ntakes queue1 3 @5\nprint w @6",
        {},
        ["main/queue1"],
        {"main/thread1/queue1#0/received": "x", "main/thread2/queue1#0/received": "y z", "main/thread1/queue1#1/received": "w"},
    ),
    "the rounds of a shared queue belong to no receiver, the last one goes on to the worker's end": (
        f"main 3.13\n{FIFO}\n{TWO}\nput queue1 1\nput queue1 2\nthread 1: {WORKER.format(1, 'x')}; print w\nthread 2: {WORKER.format(2, 'y')}",
        {},
        [],
        {"main/queue1#0/received": "x w", "main/queue1#1/received": "y"},
    ),
    "a worker that got nothing is a receiver, too": (
        f"main 3.13\n{FIFO}\nstarts t1 daemon\nstarts t2 daemon\nput queue1 1\nput queue1 2\n"
        f"x> thread-begin 1\nx> takes queue1 1\nx> print x\nx> takes queue1 2\nx> print y\nx> take-call queue1 ''\ny> thread-begin 2\ny> take-call queue1 ''\nleave",
        {},
        [],
        {"main/queue1#0/received": "x", "main/queue1#1/received": "y"},
    ),
    "main and a worker": (
        f"main 3.13\n{FIFO}\nstarts t1\nput queue1 1\nput queue1 2\nput queue1 3\nthread 1: {WORKER.format(2, 'y')}\n"
        "takes queue1 1 @5\nprint x @6\ntakes queue1 3 @5\nprint w @6\nprint z @9",
        {},
        [],
        {"main/queue1#0/received": "x", "main/queue1#1/received": "y", "main/queue1#2/received": "w", "main": "z"},
    ),
    "a round within a round is a part of it": (
        f"main 3.13\n{FIFO}\nnew queue2 'fifo 0'\n{TWO}\nthread 1: put queue1 1; put queue2 1\nthread 2: put queue1 2; put queue2 2\n"
        "takes queue1 1 @5\ntakes queue2 1 @6\nprint x @7\ntakes queue1 2 @5\ntakes queue2 2 @6\nprint y @7",
        {},
        ["main/queue1", "main/queue2"],
        {"main/thread1/queue1#0/received": "x", "main/thread2/queue1#0/received": "y"},
    ),
    "what a round makes is named by it": (
        f"main 3.13\n{FIFO}\n{TWO}\n{SENDERS.replace('print a; ', '').replace('print b; ', '')}\n"
        "takes queue1 1 @5\nstarts t3 @6\nnew lock1 @7\ntakes queue1 2 @5\nforks 1 @6\nstarts p1 @7\nthread 3: print c\nforked 1\nprint d\ndie 0\nchild 1\nprint e\nover",
        {},
        ["main/queue1"],
        {
            "main/thread1/queue1#0/received/thread1": "c",
            "main/thread2/queue1#0/received/fork1": "d",
            "main/thread2/queue1#0/received/process1": "e",
        },
    ),
    "messages of rounds are named by the rounds' messages": (
        f"main 3.13\n{FIFO}\nnew queue2 'fifo 0'\n{TWO}\nstarts t3\nstarts t4\nthread 1: put queue1 1\nthread 2: put queue1 2\n"
        "thread 3: takes queue1 2 @5; put queue2 1 @6\nthread 4: takes queue1 1 @5; put queue2 2 @6\n"
        "takes queue2 1 @7\nprint x @8\ntakes queue2 2 @7\nprint y @8",
        {},
        ["main/queue2"],
        {"main/thread2/queue1#0/received/queue2#0/received": "x", "main/thread1/queue1#0/received/queue2#0/received": "y"},
    ),
    "two that send to each other": (
        f"main 3.13\n{FIFO}\nnew queue2 'fifo 0'\n{TWO}\n"
        "a> thread-begin 1\na> put queue1 1\nb> thread-begin 2\nb> put queue2 1\na> takes queue2 1\na> print x\na> thread-end 1\nb> takes queue1 1\nb> print y\nb> thread-end 2",
        {},
        [],
        {"main/thread1": "x", "main/thread2": "y"},
    ),
    "racing ends of pipes": (
        "main 3.13\nnew end1 'end2 in' process\nnew end2 'end1 out' process\nstarts p1\nstarts p2\nclock 3\nreceives end1 @5\nprint x @6\nclock 4\n"
        "receives end1 @5\nprint y @6\nprint z @8\nchild 1\nclock 2\nsend end2\nover\nchild 2\nclock 1\nsend end2\nover",
        {},
        ["main/end1"],
        {"main/process2/end1#0/received": "x", "main/process1/end1#0/received": "y", "main": "z"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ROUNDS)
def test_rounds(name: str) -> None:
    text, binding, channels, expected = ROUNDS[name]
    program = read_program(make_trace(text))
    assert find_racing_channels(program) == channels
    split_rounds(program, binding)
    shown = {
        name: " ".join(step.output.text.strip() for step in strand.steps if step.output is not None)
        for name, strand in program.strands.items()
    }
    assert {name: text for name, text in shown.items() if text} == expected
    assert all(name == strand.name for name, strand in program.strands.items())


def test_things_of_a_round_are_named_by_it() -> None:
    text, *_ = ROUNDS["what a round makes is named by it"]
    program = read_program(make_trace(text))
    split_rounds(program, {})
    assert sorted(thing.name for thing in program.things.values()) == [
        "main/queue1",
        "main/thread1/queue1#0/received/lock1",
    ]


BOTH = f"{FIFO}\n{TWO}\n{SENDERS}"

THREE = (
    "x> thread-begin 1\nx> takes queue1 1 @5\nx> print a @6\ny> thread-begin 2\ny> takes queue1 2 @5\ny> print b @6\n"
    "x> takes queue1 3 @5\nx> print c @6\nx> thread-end 1\ny> thread-end 2"
)

ORDERS = {
    "put before take, in turn": (
        f"main 3.13\n{FIFO}\nstarts t1\nthread 1: print a; put queue1 1; print b; put queue1 2\ntakes queue1 1\nprint x\ntakes queue1 2\nprint y",
        ["a<b", "a<x", "b<y", "x<y"],
    ),
    "a round after its message, the loop's end after all": (
        f"main 3.13\n{BOTH}\n{LOOP}",
        ["a<x", "b<y", "x<z", "y<z", "[x|y]"],
    ),
    "numbered rounds wait for so many messages": (
        f"main 3.13\n{BOTH}\n{LOOP}",
        ["a<y", "b<y", "x<y", "y<z", "main/queue1/round0#first>=1:main/thread1#3:put main/thread2#3:put"],
        "round",
    ),
    "a message that nobody took may be any of them": (
        f"main 3.13\n{FIFO}\n{TWO}\nstarts t3\n{SENDERS}\nthread 3: print c; put queue1 3\n{LOOP}",
        [
            "x<y",
            "y<z",
            "a",
            "b",
            "c",
            "main/queue1/round0#first>=1:main/thread1#3:put main/thread2#3:put main/thread3#3:put",
            "main/queue1/round1#first>=2:main/thread1#3:put main/thread2#3:put main/thread3#3:put",
        ],
        "round",
    ),
    "one take of two senders comes after either": (
        f"main 3.13\n{BOTH}\ntakes queue1 2\nprint x",
        ["a", "b", "x", "main#5:take>=1:main/thread1#3:put main/thread2#3:put", "which message comes rests on a race"],
    ),
    "so it does after a take in vain": (
        f"main 3.13\n{BOTH}\ntakes queue1 empty 1\ntakes queue1 2\nprint x",
        ["a", "b", "x", "main#7:take>=1:main/thread1#3:put main/thread2#3:put",
         "which message comes rests on a race", "the answer of take rests on a race"],
    ),
    "messages that are put one after the other by one sender": (
        f"main 3.13\n{FIFO}\n{TWO}\nthread 1: put queue1 1; print a; put queue1 3\nthread 2: put queue1 2\n{LOOP.replace('print z @8', 'takes queue1 3 @5')}\nprint w @6",
        ["a<w", "x<w", "y", "[w|x|y]"],
    ),
    "a last in, first out queue gives what came first where nothing else is there": (
        f"main 3.13\n{FIFO.replace('fifo', 'lifo')}\nstarts t1\nthread 1: print a; put queue1 1; print b; put queue1 2\ntakes queue1 2\nprint x\ntakes queue1 1\nprint y",
        ["a<b", "a<x", "b<y", "x<y"],
    ),
    "and never keeps the order of puts": (
        f"main 3.13\n{FIFO.replace('fifo', 'lifo')}\n{TWO}\nthread 1: put queue1 1; put queue1 3\nthread 2: put queue1 2\n{LOOP}\ntakes queue1 3 @5\nprint w @6",
        ["y<z", "w", "x", "[w|x|y z]"],
    ),
    "two processes that are started one after the other race through their feeders": (
        f"main 3.13\n{FED}\nstarts p1\njoins p1\nstarts p2\nclock 5\ntakes queue1 @5\nprint x @6\nclock 6\ntakes queue1 @5\nprint y @6\nprint z @8\n"
        "child 1\nclock 1\nput queue1 1001.1\nf> feed queue1 1001.1\nover\nchild 2\nclock 2\nput queue1 1002.1\nf> feed queue1 1002.1\nover",
        ["x<y", "y<z", "[x|y]"],
    ),
    "unless the first was not joined before": (
        f"main 3.13\n{FED}\nnew event1 '' process\nstarts p1\nstarts p2\nclock 5\ntakes queue1 @5\nprint x @6\nclock 6\ntakes queue1 @5\nprint y @6\nprint z @8\n"
        "child 1\nclock 1\nput queue1 1001.1\nf> feed queue1 1001.1\nset event1\nover\nchild 2\nwaits event1\nclock 2\nput queue1 1002.1\nf> feed queue1 1002.1\nover",
        ["x<z", "y<z", "[x|y]"],
    ),
    "without feeders a signal between the two is enough": (
        f"main 3.13\n{SIMPLE}\nnew event1 '' process\nstarts p1\nstarts p2\nclock 5\ntakes queue1 @5\nprint x @6\nclock 6\ntakes queue1 @5\nprint y @6\nprint z @8\n"
        "child 1\nclock 1\nput queue1 1001.1\nset event1\nover\nchild 2\nwaits event1\nclock 2\nput queue1 1002.1\nover",
        ["x<y", "y<z", "[x|y]"],
    ),
    "a full queue lets a put wait for a take": (
        "main 3.13\nnew queue1 'fifo 1'\nstarts t1\nput queue1 1\nprint x\nput queue1 2\nprint y\nput queue1 3\nprint z\n"
        "thread 1: print a; takes queue1 1; print b; takes queue1 2; print c; takes queue1 3",
        ["a<b", "a<y", "b<c", "b<z", "x<c", "x<y", "y<z"],
    ),
    "senders that share the places": (
        f"main 3.13\nnew queue1 'fifo 1'\n{TWO}\nthread 1: print a; takes queue1 1; takes queue1 2\nput queue1 1\nthread 2: put queue1 2; print b\nprint z",
        ["a", "b", "z", "[|]"],
    ),
    "workers of one queue: their rounds are not ordered, and over when all are joined": (
        f"main 3.13\n{FIFO}\n{TWO}\nput queue1 1\nput queue1 2\nthread 1: {WORKER.format(1, 'a')}\nthread 2: {WORKER.format(2, 'b')}\njoins t1\nprint y\njoins t2\nprint z",
        ["a<z", "b<z", "y<z"],
    ),
    "so with processes: who was joined first need not have run either": (
        f"main 3.13\n{SIMPLE}\nstarts p1\nstarts p2\nput queue1 1000.1\nput queue1 1000.2\njoins p1\nprint y\njoins p2\nprint z\n"
        "child 1\nclock 1\ntakes queue1\nprint a\nover\nchild 2\nclock 2\ntakes queue1\nprint b\nover",
        ["a<z", "b<z", "y<z"],
    ),
    "two workers take no third message before one round is over": (
        f"main 3.13\n{FIFO}\n{TWO}\nput queue1 1\nput queue1 2\nput queue1 3\n{THREE}",
        ["a", "b", "c", "main/queue1#2/received#first>=1:main/queue1#0/received#last main/queue1#1/received#last"],
    ),
    "three, one of which got nothing, may": (
        f"main 3.13\n{FIFO}\n{TWO}\nstarts t3\nput queue1 1\nput queue1 2\nput queue1 3\n"
        f"{THREE}\nz> thread-begin 3\nz> take-call queue1 ''",
        ["a", "b", "c", "cut main/thread3"],
    ),
    "a queue's join waits for all that was put before": (
        f"main 3.13\n{FIFO}\nstarts t1\nput queue1 1\nput queue1 2\nthread 1: takes queue1 1; print a; task-done queue1; takes queue1 2; print b; task-done queue1; print c\n"
        "tasks-join-call queue1\ntasks-join queue1\nprint z",
        ["a<b", "b<c", "b<z"],
    ),
    "and for what its tasks have put": (
        f"main 3.13\n{FIFO}\nstarts t1\nput queue1 1\nthread 1: takes queue1 1; put queue1 2; task-done queue1; takes queue1 2; print b; task-done queue1\n"
        "tasks-join-call queue1\ntasks-join queue1\nprint z",
        ["b<z", "[|b]"],
    ),
    "not for what another puts meanwhile": (
        f"main 3.13\n{FIFO}\n{TWO}\nput queue1 1\nthread 1: takes queue1 1; print a; task-done queue1; takes queue1 2; print b; task-done queue1\n"
        "thread 2: put queue1 2\ntasks-join-call queue1\ntasks-join queue1\nprint z",
        ["a<z", "b", "[a|b]"],
    ),
    "send and recv": (
        "main 3.13\nnew end1 'end2 both' process\nnew end2 'end1 both' process\nstarts p1\nclock 1\nprint x\nsend end1\nclock 4\nreceives end1\nprint y\n"
        "child 1\nclock 2\nreceives end2\nprint a\nclock 3\nsend end2\nprint b\nover",
        ["a<b", "a<y", "x<a"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ORDERS)
def test_order(name: str) -> None:
    text, expected, *binding = ORDERS[name]
    shown = show_order(text if "\nchild" in text else f"{text}\nleave", **{"queue1": binding[0]} if binding else {})
    assert [row for row in shown if not _BEGUN.search(row)] == expected


TIMES = {
    "a receive takes the later of the two": (
        f"main 3.13\n{FIFO}\nstarts t1\nthread 1: sleep 2; put queue1 1; sleep 2; put queue1 2\ntakes queue1 1\nprint x\nsleep 5\ntakes queue1 2\nprint y",
        ["2 x", "7 y"],
    ),
    "messages count in the order of their times, not as they came in the run": (
        f"main 3.13\n{FIFO}\n{TWO}\nthread 1: sleep 3; put queue1 1\nthread 2: sleep 1; put queue1 2\n{LOOP}",
        ["1 y", "3 x", "3 z"],
    ),
    "a round that sleeps holds up the next": (
        f"main 3.13\n{FIFO}\n{TWO}\nthread 1: sleep 1; put queue1 1\nthread 2: sleep 2; put queue1 2\n{LOOP.replace('print x @6', 'sleep 4; print x @6'.replace('; ', chr(10)))}",
        ["5 x", "5 y", "5 z"],
    ),
    "workers run the rounds, each as many as it ran": (
        f"main 3.13\n{FIFO}\n{TWO}\nput queue1 1\nput queue1 2\nput queue1 3\n"
        + THREE.replace("x> takes queue1 1 @5", "x> takes queue1 1 @5\nx> sleep 3").replace("print b", "sleep 1\ny> print b"),
        ["1 b", "3 a", "3 c"],
    ),
    "a full queue": (
        "main 3.13\nnew queue1 'fifo 1'\nstarts t1\nput queue1 1\nput queue1 2\nprint x\nput queue1 3\nprint y\n"
        "thread 1: sleep 2; takes queue1 1; sleep 3; takes queue1 2; takes queue1 3",
        ["2 x", "5 y"],
    ),
    "a put and a take in vain take their timeouts": (
        "main 3.13\nnew queue1 'fifo 1'\nput queue1 1\nput-call queue1 2\nput queue1 full\nprint x\ntakes queue1 1\ntakes queue1 empty 3\nprint y",
        ["2 x", "5 y"],
    ),
    "a take in vain that should have got something": (
        f"main 3.13\n{FIFO}\nstarts t1\nthread 1: sleep 1; put queue1 1\ntakes queue1 empty 2 @5\nprint x\ntakes queue1 1\nprint y",
        ["2 x", "2 y", "script.py:5: take found nothing although by scripted time something was there"],
    ),
    "a take that should have been in vain": (
        f"main 3.13\n{FIFO}\nstarts t1\nthread 1: sleep 3; put queue1 1\ntakes queue1 1 2 @5\nprint x",
        ["3 x", "script.py:5: take got something although by scripted time it gave up"],
    ),
    "a queue's join": (
        f"main 3.13\n{FIFO}\nstarts t1\nput queue1 1\nput queue1 2\nthread 1: takes queue1 1; sleep 1; task-done queue1; takes queue1 2; sleep 1; task-done queue1\n"
        "tasks-join-call queue1\ntasks-join queue1\nprint z",
        ["2 z"],
    ),
    "a pipe": (
        "main 3.13\nnew end1 'end2 in' process\nnew end2 'end1 out' process\nstarts p1\nclock 2\nreceives end1\nprint x\nchild 1\nsleep 2\nclock 1\nsend end2\nover",
        ["2 x"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TIMES)
def test_time(name: str) -> None:
    text, expected = TIMES[name]
    assert show_times(text) == expected
