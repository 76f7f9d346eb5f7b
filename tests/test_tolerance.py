"""Text: what is named by its origin, by the platform, as noise, and what the user may consent to."""

from __future__ import annotations

import pytest

from compat.origins import Origins, Reading, find_lucky
from compat.tolerance import apply_consent, find_consent, name_text

PIDS = ({"12345": "main", "12346": "a pool worker"}, {"22345": "main", "22346": "a pool worker"})
CLOCKS = ([("clock", "100.25"), ("clock", "102.75")], [("clock", "900.5"), ("clock", "903.25")])
NOWS = ([("time", "12:30:01"), ("time", "1999")], [("time", "13:31:02"), ("time", "2001")])

# The texts of two runs, what the program got in each, and the text that is compared.
ORIGINS = {
    "a constant": (("x 12 y", "x 12 y"), ([], []), "x 12 y"),
    "the pid of main": (("pid 12345", "pid 22345"), ([], []), "pid <pid of main>"),
    "the pid of a worker": (("pid 12346", "pid 22346"), ([], []), "pid <pid of a pool worker>"),
    "a constant that looks like a pid": (("pid 12345", "pid 12345"), ([], []), "pid 12345"),
    "the pid of main here, of a worker there": (("pid 12345", "pid 22346"), ([], []), "pid <varying integer>"),
    "a part of a longer number": (("pid 123456", "pid 123456"), ([], []), "pid 123456"),
    "an id, even if it is the same": (("at 77", "at 77"), ([("id", "77")], [("id", "77")]), "at <id>"),
    "who started main": (("by 9", "by 9"), ([("ppid", "9")], [("ppid", "9")]), "by <ppid>"),
    "a moment": (("at 100.25", "at 900.5"), CLOCKS, "at <clock>"),
    "a moment, cut": (("at 100.2", "at 900.5"), CLOCKS, "at <clock>"),
    "a time that passed": (("took 2.50 s", "took 2.75 s"), CLOCKS, "took <elapsed> s"),
    "rounded": (("took 2.5 s", "took 2.8 s"), CLOCKS, "took <elapsed> s"),
    "that is the same in all runs": (("took 2 s", "took 2 s"), CLOCKS, "took 2 s"),
    "a number too far off": (("took 4 s", "took 5 s"), CLOCKS, "took <varying integer> s"),
    "a phrase": (("it is 12:30:01 now", "it is 13:31:02 now"), NOWS, "it is <time> now"),
    "a word of time": (("in 1999.", "in 2001."), NOWS, "in <time>."),
    "a time that passed, as a date's difference": (
        ("took 0:00:02.500000", "took 0:00:02.750000"),
        CLOCKS,
        "took <elapsed>",
    ),
    "of days": (
        ("1 day, 0:00:02.500001", "1 day, 0:00:02"),
        ([("clock", "0.0"), ("clock", "86402.5")],) * 2,
        "<elapsed>",
    ),
    "of whole seconds": (("0:00:02", "0:00:02.750000"), CLOCKS, "<elapsed>"),
    "a constant like it": (("12:30:41", "12:30:41"), CLOCKS, "12:30:41"),
    "a time of day in its short form": (
        ("12:30:01", "13:31:02"),
        ([("time %X", "12:30:01")], [("time %X", "13:31:02")]),
        "<time %H:%M:%S>",
    ),
    "a date as `ctime` has it": (
        ("Wed Nov 25 03:05:58 2026", "Tue Dec  1 04:06:59 2027"),
        ([("time %c", "Wed Nov 25 03:05:58 2026")], [("time %a %b %e %H:%M:%S %Y", "Tue Dec  1 04:06:59 2027")]),
        "<time %a %b %e %H:%M:%S %Y>",
    ),
    "a date as `str` has it": (
        ("2026-11-25 03:05:58.000001", "2027-12-01 04:06:59.000002"),
        ([("time ISO", "2026-11-25 03:05:58.000001")], [("time %F %T.%f", "2027-12-01 04:06:59.000002")]),
        "<time %Y-%m-%d %H:%M:%S.%f>",
    ),
    "one text of two formats, told in another order": (
        ("at 02:02", "at 03:03"),
        (
            [("time %H:%M", "02:02"), ("time %M:%S", "02:02")],
            [("time %M:%S", "03:03"), ("time %H:%M", "03:03")],
        ),
        "at <time %H:%M>",
    ),
    "one text of two formats in one run": (
        ("at 02:02", "at 03:04"),
        ([("time %M:%S", "02:02"), ("time %H:%M", "02:02")], [("time %H:%M", "03:04")]),
        "at <time %H:%M>",
    ),
    "a worker's name": (("in Thread-1", "in Thread-1"), ([("worker-name", "Thread-1")],) * 2, "in <worker name>"),
    "as 3.10 has it": (
        ("in Thread-1 (worker)", "in Thread-2 (worker)"),
        ([("worker-name", "Thread-1 (worker)")], [("worker-name", "Thread-2 (worker)")]),
        "in <worker name>",
    ),
    "of an executor": (
        ("ForkProcess-1 has", "ForkProcess-1 has"),
        ([("worker-name", "ForkProcess-1")],) * 2,
        "<worker name> has",
    ),
    "the name of a thread beside it": (("Thread-12", "Thread-12"), ([("worker-name", "Thread-1")],) * 2, "Thread-12"),
    "a name that the script gave": (("dl_0", "dl_0"), ([("worker-name", "dl_0")],) * 2, "dl_0"),
    "a random integer": (("n 3", "n -4"), ([("random", "3")], [("random", "-4")]), "n <random integer>"),
    "a random fraction, rounded": (
        ("0.25", "0.5"),
        ([("random", "0.2512")], [("random", "0.4977")]),
        "<random decimal>",
    ),
    "a random word or two": (
        ("is ab!", "is c d!"),
        ([("random", "ab")], [("random", "c d")]),
        "is <random text>!",
    ),
    "the same in all runs": (("n 3", "n 3"), ([("random", "3")], [("random", "3")]), "n 3"),
    "made of random values": (("n 7", "n 8"), ([("random", "3")], [("random", "4")]), "n <varying integer>"),
    "a random number that passes for a time": (
        ("took 2.50 s", "took 2.75 s"),
        tuple([*clock, ("random", text)] for clock, text in zip(CLOCKS, ("2.5", "2.75"), strict=True)),
        "took <elapsed> s",
    ),
    "nanoseconds": (
        ("1795411572448864768", "1795411579448864768"),
        ([("clock", "1795411572448864768")], [("clock", "1795411579448864768")]),
        "<clock>",
    ),
}


def origins(values: list[tuple[str, str]], run: int) -> Origins:
    return Origins.of(PIDS[run], values)


@pytest.mark.parametrize("name", ORIGINS)
def test_origin(name: str) -> None:
    texts, values, expected = ORIGINS[name]
    named = name_text(texts, [origins(values[0], 0), origins(values[1], 1)])
    assert named is not None
    assert named.text == expected


PLATFORM = {
    "PoolWorker-1 ForkPoolWorker-2 SpawnPoolWorker-3": "<worker name> <worker name> <worker name>",
    "ForkServerPoolWorker-1:2": "<worker name>",
    "ThreadPoolExecutor-0_1": "<worker name>",
    "ForkProcess-1 Process-1": "Process-1 Process-1",
    "Thread-1 (worker)": "Thread-1",
    "<object at 0x7f01>": "<object at <address>>",
    "MyPoolWorker": "MyPoolWorker",
    "<traceback of IOError: [Errno 2] No such file or directory: 'x'>": "<traceback of OSError: [Errno 2] No such file or directory: 'x'>",
    "<traceback of FileNotFoundError: [Errno 2] No such file or directory: 'x'>": "<traceback of OSError: [Errno 2] No such file or directory: 'x'>",
    "<traceback of FileNotFoundError: mine>": "<traceback of FileNotFoundError: mine>",
    "<traceback of ValueError: [Errno 2]>": "<traceback of ValueError: [Errno 2]>",
    "IOError in a text": "IOError in a text",
}  # fmt: skip


@pytest.mark.parametrize("text", PLATFORM)
def test_platform(text: str) -> None:
    named = name_text([text] * 2, [Origins()] * 2)
    assert named is not None
    assert named.text == PLATFORM[text]


NOISE = {
    "integer": (("n 3", "n 4"), "n <varying integer>"),
    "decimal": (("n 0.25", "n 0.5"), "n <varying decimal>"),
    "hex": (("n 0xa", "n 0xb"), "n <varying hex>"),
    "word": (("n ab", "n cd"), "n <varying word>"),
    "mixed": (("n ab", "n 3"), "n <varying text>"),
    "another shape": (("n 3", "n 3 4"), None),
}


@pytest.mark.parametrize("name", NOISE)
def test_noise(name: str) -> None:
    texts, expected = NOISE[name]
    named = name_text(texts, [Origins()] * 2)
    assert (named.text if named else None) == expected


SINGLE = {"pid 12345": "pid <pid of main>", "took 2": "took 2", "item 7": "item 7"}


@pytest.mark.parametrize("text", SINGLE)
def test_a_single_run_names_what_is_no_chance(text: str) -> None:
    origin = Origins.of({"12345": "main", "7": "a child"}, [("clock", "1.0"), ("clock", "3.0")])
    named = name_text([text], [origin])
    assert named is not None
    assert named.text == SINGLE[text]


ELAPSED = {
    "cut off at its last digit": ("item 2 took 2 s", Reading(12.9, (10.0,)), "item <elapsed> took <elapsed> s"),
    "only what fits": ("item 7 took 2 s", Reading(12.9, (10.0,)), "item 7 took <elapsed> s"),
    "rounded": ("took 2.9 s", Reading(12.88, (3.0, 10.0)), "took <elapsed> s"),
    "no number": ("took ages", Reading(12.88, (10.0,)), "took ages"),
    "no clock": ("took 2 s", None, "took 2 s"),
}


@pytest.mark.parametrize("name", ELAPSED)
def test_what_may_be_a_time_that_passed(name: str) -> None:
    text, reading, expected = ELAPSED[name]
    named = name_text([text] * 2, [Origins()] * 2, [reading] * 2)
    assert named is not None
    assert (named.text, named.perhaps) == (text, expected)


# The texts of two runs, the random values of each, those that are the same by luck, and what the text may be.
PERHAPS = {
    "random": (("n 3", "n 4"), ("3", "4"), "", "n <varying integer>"),
    "random, the same by luck": (("n 3", "n 3"), ("3", "3"), "3", "n <varying integer>"),
    "made of it": (("n 7", "n 8"), ("3", "4"), "", "n <varying integer>"),
    "a word made of it": (("n ab", "n ba"), ("a", "b"), "", "n <varying text>"),
    "the same": (("n 3", "n 3"), ("3", "3"), "", "n 3"),
}


@pytest.mark.parametrize("name", PERHAPS)
def test_what_may_be_random(name: str) -> None:
    texts, drawn, lucky, expected = PERHAPS[name]
    named = name_text(texts, [origins([("random", text)], 0) for text in drawn], lucky=frozenset(lucky))
    assert named is not None
    assert named.perhaps == expected


# The draws of a strand in each run, whether a seed was given, and which are the same by luck.
LUCKY = {
    "one of them": ((["1", "2"], ["1", "3"]), False, {"1"}),
    "none": ((["1", "2"], ["2", "1"]), False, set()),
    "all": ((["1"], ["1"]), False, {"1"}),
    "all, with a seed": ((["1"], ["1"]), True, set()),
    "one of them, with a seed that varies": ((["1", "2"], ["1", "3"]), True, {"1"}),
    "a single run": ((["1"],), False, set()),
}


@pytest.mark.parametrize("name", LUCKY)
def test_luck(name: str) -> None:
    draws, is_seeded, expected = LUCKY[name]
    assert find_lucky([{"main": texts} for texts in draws], is_seeded) == expected


CONSENT = [
    ("unicode-prefix", "[u'a', 'b']", "['a', 'b']"),
    ("bytes-prefix", "b'a'", "'a'"),
    ("long-suffix", "12L", "12"),
    ("type-repr", "<type 'int'>", "<class 'int'>"),
    ("exception-comma", "ValueError('a',)", "ValueError('a')"),
    ("set-repr", "set([1, 2])", "{1, 2}"),
    ("dict-order", "{'b': 1, 'a': 2}", "{'a': 2, 'b': 1}"),
    ("float-digits", "0.30000000000000004", "0.3000000000000000"),
    ("blank", "a  b \n", "a b\n"),
]


@pytest.mark.parametrize(("name", "old", "new"), CONSENT)
def test_consent(name: str, old: str, new: str) -> None:
    assert old != new
    assert apply_consent(old, [name]) == apply_consent(new, [name])
    assert find_consent([old], [new]) == [name]


def test_consent_to_two_at_once_and_to_nothing() -> None:
    assert find_consent(["[u'a', 1L]"], ["['a', 1]"]) == ["unicode-prefix", "long-suffix"]
    assert find_consent(["a"], ["b"]) == []
