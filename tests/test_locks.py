"""Locks, conditions, events, barriers, semaphores and shared values: their orders, data races and scripted times."""

from __future__ import annotations

import pytest
from traces import show_order, show_times

LOCK = "main 3.13\nnew lock1\nstarts t1\nstarts t2"
SEMAPHORE = "main 3.13\nnew semaphore1 {}\nstarts t1\nstarts t2"
EVENT = "main 3.13\nnew event1\nstarts t1\nstarts t2"
CONDITION = "main 3.13\nnew lock1\nnew condition1 lock1\nstarts t1\nstarts t2"
BARRIER = "main 3.13\nnew barrier1 {}\nstarts t1\nstarts t2"
VALUE = "main 3.13\nnew lock1 '' process\nnew value1 lock1 process\nstarts t1\nstarts t2"


def section(body: str, lock: str = "lock1") -> str:
    return f"locks {lock}; {body}; release {lock}"


ORDERS = {
    "sections do not interleave": (
        f"{LOCK}\nthread 1: {section('print a; print b')}; print c\nthread 2: {section('print x; print y')}",
        ["a<b", "b<c", "x<y", "[a b|x y]"],
    ),
    "where a part of one is before a part of another, all of it is": (
        f"{LOCK}\nnew event1\nthread 1: {section('print a; set event1; print b')}\nthread 2: {section('waits event1; print x')}",
        ["a<b", "b<x", "[a b|x]"],
    ),
    "a begin that is before another's end, too": (
        f"{LOCK}\nnew event1\nthread 1: locks lock1; set event1; print a; release lock1\nthread 2: waits event1; {section('print x')}",
        ["a<x", "[a|x]"],
    ),
    "two sections of one strand are its program order": (
        f"{LOCK}\nthread 1: {section('print a')}; {section('print b')}\nthread 2: print x",
        ["a<b", "x"],
    ),
    "an RLock is held until the last release": (
        f"{LOCK.replace('lock1', 'rlock1')}\nthread 1: locks rlock1; {section('print a', 'rlock1')}; print b; release rlock1; print c\n"
        f"thread 2: {section('print x', 'rlock1')}",
        ["a<b", "b<c", "x", "[a b|x]"],
    ),
    "an acquire in vain begins nothing": (
        f"{LOCK}\nthread 1: {section('print a')}\nthread 2: acquire-call lock1 0; acquire lock1 0; print x",
        ["a", "x", "the answer of acquire rests on a race"],
    ),
    "nor does one of a condition's lock": (
        f"{CONDITION}\nthread 1: {section('print a')}\nthread 2: acquire-call condition1 0; acquire condition1 0; print x",
        ["a", "x"],
    ),
    "a lock that is never let go of": (
        f"{LOCK}\nthread 1: {section('print a')}\nthread 2: locks lock1; print x; print y",
        ["x<y", "a", "[a|x y]"],
    ),
    "a lock that another strand lets go of makes no sections": (
        f"{LOCK}\nlocks lock1\nthread 1: print a; release lock1\nlocks lock1\nprint x\nthread 2: {section('print b')}",
        ["a", "b", "x", "main#7:acquire>=1:main/thread1#3:release main/thread2#5:release"],
    ),
    "a lock of a process that was forked is another": (
        "main 3.13\nnew 1000.lock1\nforks 1\nlocks 1000.lock1\nprint x\nrelease 1000.lock1\nleave\n"
        "forked 1\nlocks 1000.lock1\nprint a\nrelease 1000.lock1\ndie 0",
        ["a", "x"],
    ),
    "a lock that processes share is one": (
        "main 3.13\nnew lock1 '' process\nforks 1\nlocks lock1\nprint x\nrelease lock1\nleave\nforked 1\nlocks lock1\nprint a\nrelease lock1\ndie 0",
        ["a", "x", "[a|x]"],
    ),
    "a lock that nobody made": ("main 3.13\nlocks lock9\nprint x\nrelease lock9", ["x"]),
    "a wait lets go of the lock": (
        f"{CONDITION}\nthread 1: {section('print a; waits condition1; print b')}\nthread 2: {section('print x; notify condition1; print y')}",
        ["a<b", "x<y", "y<b", "[a|b|x y]"],
    ),
    "it comes after the notify that alone can have ended it": (
        f"{CONDITION}\nnew event1\nthread 1: {section('set event1; waits condition1; print b')}\nthread 2: waits event1; {section('notify condition1 1; print y')}",
        ["y<b", "[|b|y]"],
    ),
    "a notify before it began is none that can have": (
        f"{CONDITION}\n{section('notify condition1 1').replace('; ', chr(10))}\nthread 1: {section('print x; notify condition1 1')}\n"
        f"{section('waits condition1; print b').replace('; ', chr(10))}",
        ["x<b", "[||b|x]"],
    ),
    "of two notifies either": (
        f"{CONDITION}\nthread 1: {section('print a; notify condition1 1')}\nthread 2: {section('print b; notify condition1 1')}\n"
        f"{section('waits condition1; print x').replace('; ', chr(10))}",
        ["a", "b", "x", "main#8:cond-wait>=1:main/thread1#5:notify main/thread2#5:notify", "[|a|b|x]"],
    ),
    "a wait with a timeout comes back anyway": (
        f"{CONDITION}\nthread 1: {section('print a; notify condition1 1')}\n{section('waits condition1 5; print x').replace('; ', chr(10))}",
        ["a", "x", "[|a|x]"],
    ),
    "a condition over an RLock that is held twice": (
        "main 3.13\nnew rlock1\nnew condition1 rlock1\nstarts t1\nstarts t2\n"
        f"thread 1: locks rlock1; locks rlock1; waits condition1; print a; release rlock1; print b; release rlock1\n"
        f"thread 2: {section('print x; notify condition1; print y', 'rlock1')}",
        ["a<b", "x<y", "y<a", "[|a b|x y]"],
    ),
    "a condition without a lock that is known": (
        "main 3.13\nnew condition1\nstarts t1\nthread 1: acquire condition1 1; print a; notify condition1; release condition1\n"
        "acquire condition1 1\nwaits condition1\nprint x\nrelease condition1",
        ["a<x", "[|a|x]"],
    ),
    "an event": (f"{EVENT}\nthread 1: print a; set event1; print b\nwaits event1\nprint x", ["a<b", "a<x"]),
    "of two sets either": (
        f"{EVENT}\nthread 1: print a; set event1\nthread 2: print b; set event1\nwaits event1\nprint x",
        ["a", "b", "x", "main#5:flag-wait>=1:main/thread1#3:set main/thread2#3:set"],
    ),
    "one that was set before waits for nothing": (
        f"{EVENT}\nset event1\nthread 1: print a; set event1\nwaits event1\nprint x",
        ["a", "x"],
    ),
    "one that was cleared since waits for the other set": (
        f"{EVENT}\nset event1\nclear event1\nthread 1: print a; set event1\nwaits event1\nprint x",
        ["a<x"],
    ),
    "one that others may clear later": (
        f"{EVENT}\nset event1\nthread 1: print a; clear event1; set event1\nwaits event1\nprint x",
        ["a", "x"],
    ),
    "is_set that says so": (f"{EVENT}\nthread 1: print a; set event1\nask event1 is_set 1\nprint x", ["a<x"]),
    "a wait with a timeout, for an event": (
        f"{EVENT}\nthread 1: print a; set event1\nwaits event1 5\nprint x",
        ["a", "x"],
    ),
    "what is set only after the wait did not end it": (
        f"{EVENT}\nthread 1: print a; set event1\nwaits event1\nprint x\nset event1",
        ["a<x"],
    ),
    "a barrier": (
        f"{BARRIER.format(2)}\nthread 1: print a; meets barrier1; print b\nthread 2: print x; meets barrier1; print y",
        ["a<b", "a<y", "x<b", "x<y"],
    ),
    "a barrier twice": (
        f"{BARRIER.format(2)}\na> thread-begin 1\nb> thread-begin 2\na> print a\na> barrier-call barrier1 ''\nb> print x\nb> barrier-call barrier1 ''\nb> barrier barrier1 1\n"
        "b> print y\nb> barrier-call barrier1 ''\na> barrier barrier1 0\na> print b\na> barrier-call barrier1 ''\na> barrier barrier1 1\na> print c\nb> barrier barrier1 0\na> thread-end 1\nb> thread-end 2",
        ["a<b", "a<y", "b<c", "x<b", "x<y", "y<c"],
    ),
    "more strands than can meet: any two": (
        f"{BARRIER.format(2)}\nstarts t3\nstarts t4\n" + "\n".join(f"thread {n}: print a{n}; meets barrier1; print b{n}" for n in (1, 2, 3, 4)),
        ["a1<b1", "a2<b2", "a3<b3", "a4<b4"]
        + [f"main/thread{n}#4:barrier>=2:" + " ".join(f"main/thread{m}#3:barrier-call" for m in (1, 2, 3, 4)) for n in (1, 2, 3, 4)],
    ),
    "a barrier that was broken holds nobody": (
        f"{BARRIER.format(2)}\nthread 1: print a; meets barrier1 broken; print b\nthread 2: print x; meets barrier1 broken; print y",
        ["a<b", "x<y"],
    ),
    "a barrier that not all came to": (
        f"{BARRIER.format(3)}\nthread 1: print a\nthread 2: print x\nbarrier-call barrier1 ''",
        ["a", "x"],
    ),
    "a semaphore of none": (
        f"{SEMAPHORE.format(0)}\nthread 1: print a; release semaphore1\nlocks semaphore1\nprint x",
        ["a<x"],
    ),
    "what one lets in itself": (
        f"{SEMAPHORE.format(0)}\nthread 1: print a; release semaphore1\nrelease semaphore1\nlocks semaphore1\nprint x",
        ["a", "x"],
    ),
    "a second acquire needs another release": (
        f"{SEMAPHORE.format(0)}\nthread 1: print a; release semaphore1; print b; release semaphore1\nlocks semaphore1\nprint x\nlocks semaphore1\nprint y",
        ["a<b", "b<y", "x<y", "main#4:acquire>=1:main/thread1#3:release main/thread1#6:release"],
    ),
    "a semaphore of one is a lock": (
        f"{SEMAPHORE.format(1)}\nthread 1: {section('print a', 'semaphore1')}\nthread 2: {section('print x', 'semaphore1')}",
        ["a", "x", "[a|x]"],
    ),
    "unless one lets another in": (
        f"{SEMAPHORE.format(1)}\nthread 1: release semaphore1; print a\nthread 2: {section('print x', 'semaphore1')}\n{section('print y', 'semaphore1').replace('; ', chr(10))}",
        ["a", "x", "y"],
    ),
    "a semaphore of two lets two in": (
        f"{SEMAPHORE.format(2)}\nstarts t3\n" + "\n".join(f"thread {n}: {section(f'print a{n}', 'semaphore1')}" for n in (1, 2, 3)),
        ["a1", "a2", "a3", "[a1|a2|a3]2"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ORDERS)
def test_order(name: str) -> None:
    text, expected = ORDERS[name]
    assert show_order(_complete(text)) == expected


def _complete(text: str) -> str:
    """The trace with an end of main, without a second thread that never comes."""
    text = text if "thread 2" in text or "thread-begin 2" in text else text.replace("\nstarts t2", "")
    return text if "\nforked" in text else f"{text}\nleave"


ROUNDS = "new queue1 'fifo 0'\nthread 1: put queue1 1\nthread 2: put queue1 2"
RACES = {
    "two writes": (f"{VALUE}\nthread 1: access value1 w\nthread 2: access value1 w", True),
    "a read and a write": (f"{VALUE}\nthread 1: access value1 r\nthread 2: access value1 w", True),
    "two reads": (f"{VALUE}\nthread 1: access value1 r\nthread 2: access value1 r", False),
    "accesses of one strand": (f"{VALUE}\naccess value1 w\naccess value1 w", False),
    "under one lock": (
        f"{VALUE}\nthread 1: {section('access value1 w')}\nthread 2: {section('access value1 w')}",
        False,
    ),
    "under two locks": (
        f"{VALUE}\nnew lock2\nthread 1: {section('access value1 w')}\nthread 2: {section('access value1 w', 'lock2')}",
        True,
    ),
    "one of them under the lock": (f"{VALUE}\nthread 1: {section('access value1 w')}\nthread 2: access value1 w", True),
    "in order": (f"{VALUE}\nthread 1: access value1 w\njoins t1\naccess value1 r", False),
    "before the join": (f"{VALUE}\nthread 1: access value1 w\naccess value1 r\njoins t1", True),
    "under a semaphore of two": (
        f"{VALUE}\nnew semaphore1 2\nthread 1: {section('access value1 w', 'semaphore1')}\nthread 2: {section('access value1 w', 'semaphore1')}",
        True,
    ),
    "under a semaphore of one": (
        f"{VALUE}\nnew semaphore1 1\nthread 1: {section('access value1 w', 'semaphore1')}\nthread 2: {section('access value1 w', 'semaphore1')}",
        False,
    ),
    "rounds of one receiver take turns": (
        f"{VALUE}\n{ROUNDS}\ntakes queue1 1 @5\naccess value1 w @6\ntakes queue1 2 @5\naccess value1 w @6\nprint z @7",
        False,
    ),
    "rounds of several do not": (
        f"{VALUE}\nnew queue1 'fifo 0'\nput queue1 1\nput queue1 2\nthread 1: takes queue1 1; access value1 w\nthread 2: takes queue1 2; access value1 w",
        True,
    ),
    "a loop of many, and one beside it": (
        f"{VALUE}\nthread 1: " + "access value1 r; " * 200 + f"access value1 r\nthread 2: {section('print a')}; access value1 w",
        True,
    ),
    "something that nobody made": ("main 3.13\nstarts t1\naccess value9 w\nthread 1: access value9 w", False),
}  # fmt: skip


@pytest.mark.parametrize("name", RACES)
def test_data_races(name: str) -> None:
    text, expected = RACES[name]
    shown = show_order(f"{text}\nleave")
    assert [row for row in shown if row.startswith("race")] == (["race main/value1"] if expected else [])


TIMES = {
    "first come, first served": (
        f"{LOCK}\nthread 1: sleep 1; locks lock1; sleep 3; print a; release lock1\nthread 2: sleep 2; {section('print b')}",
        ["4 a", "4 b"],
    ),
    "who comes first by scripted time, not as recorded": (
        f"{LOCK}\nthread 1: sleep 2; {section('print a')}\nthread 2: sleep 1; {section('sleep 5; print b')}",
        ["6 a", "6 b"],
    ),
    "an RLock is held until the last release, for scripted time, too": (
        f"{LOCK.replace('lock1', 'rlock1')}\nthread 1: locks rlock1; locks rlock1; sleep 1; release rlock1; sleep 1; release rlock1\nthread 2: sleep 0.5; {section('print b', 'rlock1')}",
        ["2 b"],
    ),
    "an acquire in vain takes its timeout": (
        f"{LOCK}\nthread 1: {section('sleep 5')}\nsleep 1\nacquire-call lock1 2\nacquire lock1 0\nprint x",
        ["3 x"],
    ),
    "a semaphore of two": (
        f"{SEMAPHORE.format(2)}\nstarts t3\n" + "\n".join(f"thread {n}: {section(f'sleep {n}; print a{n}', 'semaphore1')}" for n in (1, 2, 3)),
        ["1 a1", "2 a2", "4 a3"],
    ),
    "a lock as a signal": (
        f"{LOCK}\nlocks lock1\nthread 1: sleep 2; release lock1\nlocks lock1\nprint x",
        ["2 x"],
    ),
    "a condition": (
        f"{CONDITION}\nthread 1: sleep 2; {section('notify condition1 1; sleep 1')}\n{section('waits condition1; print x').replace('; ', chr(10))}",
        ["3 x"],
    ),
    "a notify that nobody waited for is lost": (
        f"{CONDITION}\nthread 1: {section('notify condition1 1')}; sleep 5; {section('notify condition1 1')}\nsleep 1\n{section('waits condition1; print x').replace('; ', chr(10))}",
        ["5 x"],
    ),
    "notify_all ends every wait": (
        f"{CONDITION}\nthread 1: {section('waits condition1; print a')}\nthread 2: {section('waits condition1; print b')}\nsleep 2\n{section('''notify condition1 '' ''').replace('; ', chr(10))}",
        ["2 a", "2 b"],
    ),
    "notify ends one after the other": (
        f"{CONDITION}\nthread 1: {section('waits condition1; print a')}\nthread 2: sleep 1; {section('waits condition1; print b')}\n"
        f"sleep 2\n{section('notify condition1 1').replace('; ', chr(10))}\nsleep 2\n{section('notify condition1 1').replace('; ', chr(10))}",
        ["2 a", "4 b"],
    ),
    "a wait in vain takes its timeout": (
        f"{CONDITION}\n{section('waits condition1 2 0; print x').replace('; ', chr(10))}",
        ["2 x"],
    ),
    "an event, set and cleared": (
        f"{EVENT}\nthread 1: sleep 1; set event1; sleep 1; clear event1; sleep 2; set event1\nwaits event1\nprint x\nsleep 2\nwaits event1\nprint y",
        ["1 x", "4 y"],
    ),
    "an event that should have been set": (
        f"{EVENT}\nthread 1: sleep 1; set event1\nwaits event1 3 0 @5\nprint x",
        ["3 x", "script.py:5: flag-wait gave up although by scripted time it was set"],
    ),
    "an event that should not have been set": (
        f"{EVENT}\nthread 1: sleep 3; set event1\nwaits event1 1 @5\nprint x",
        ["3 x", "script.py:5: flag-wait was set although by scripted time it gave up"],
    ),
    "a barrier waits for the last": (
        f"{BARRIER.format(3)}\nthread 1: sleep 1; meets barrier1; print a\nthread 2: sleep 3; meets barrier1; print b\nmeets barrier1\nprint x",
        ["3 a", "3 b", "3 x"],
    ),
    "a broken one for nobody": (
        f"{BARRIER.format(2)}\nthread 1: sleep 1; meets barrier1 broken; print a",
        ["1 a"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TIMES)
def test_time(name: str) -> None:
    text, expected = TIMES[name]
    assert show_times(f"{text}\nleave") == expected
