"""Declared pairs and edits: every key, and every way to get one wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from compat.errors import PortproofError, ScriptError, SettingError
from compat.pairs import Command, check_scripts, make_pair, read_pairs
from compat.patch import apply_patch

ROOT = Path(__file__).resolve().parent.parent

TEXT = b"one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine\n"
HUNK = b"--- a/x.py\n+++ b/x.py\n@@ -2,3 +2,3 @@ def f():\n two\n-three\n+THREE\n four\n"


def declare(folder: Path, text: str) -> Path:
    config = folder / "setup.cfg"
    config.write_text(f"[portproof:pair:x]\n{text}\n", encoding="utf-8")
    return config


def test_every_key(tmp_path: Path) -> None:
    for name in ("x.patch", "in.txt"):
        (tmp_path / name).write_text("")
    config = declare(
        tmp_path,
        "old = a.py 'x y'\nnew = sub/b.py --blocking\nedit = x.patch\ncpus = 4\naccept = stricter,\n  noise\n"
        "stdout = pipe\nstdin = in.txt\nstart_method = spawn fork",
    )
    (pair,) = read_pairs(config)
    assert pair.name == "x"
    assert pair.old == Command(tmp_path / "a.py", ("x y",), "a.py")
    assert str(pair.new) == "sub/b.py --blocking"
    assert (pair.edit, pair.stdin) == (tmp_path / "x.patch", tmp_path / "in.txt")
    assert (pair.cpus, pair.accept, pair.stdout) == (4, ("stricter", "noise"), "pipe")
    assert pair.start_methods == ("spawn", "fork")


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        (
            "old = a\nnew = b\nspeed = 3",
            "speed: no such key; expected one of old new edit cpus accept stdout stdin start_method",
        ),
        ("old = a\nnew = b\ncpus = many", "cpus: 'many' is not a number of processors; expected 1 or more"),
        ("old = a\nnew = b\ncpus = 0", "cpus: '0' is not a number"),
        (
            "old = a\nnew = b\naccept = everything",
            "accept: 'everything' is not known; expected reordered or stricter or",
        ),
        ("old = a\nnew = b\nstdout = file", "stdout: 'file' is not known; expected terminal or pipe"),
        (
            "old = a\nnew = b\nstart_method = thread",
            "start_method: 'thread' is not known; expected fork or spawn or forkserver",
        ),
        ("old = a\nnew = b\nedit = no.patch", "edit: 'no.patch' is not a file"),
        ("old = a\nnew = b\nstdin = no.txt", "stdin: 'no.txt' is not a file"),
        ("old = a 'b\nnew = b", 'old: "a \'b" is not a command'),
        ("old =\nnew = b", "old: '' is not a command"),
        ("old = a", "new: missing; expected a script"),
    ],
)
def test_wrong_value_names_file_section_and_key(tmp_path: Path, text: str, fact: str) -> None:
    config = declare(tmp_path, text)
    with pytest.raises(SettingError) as caught:
        read_pairs(config)
    assert str(caught.value).startswith(f"{config}, [portproof:pair:x], {fact}")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        (b"[metadata]\n", "declares no pair"),
        (b"no section\n", "setup.cfg:1: a line before the first section; expected [NAME] above it; mend that line"),
        (b"# caf\xe9", "setup.cfg: byte 5 is not UTF-8; expected a text; save it as UTF-8"),
        (b"[portproof:pair:x]\nold=a\n[portproof:pair:x]\n", "setup.cfg:3: [portproof:pair:x] is there a second time"),
        (b"[a]\nx=1\nx=2\n", "setup.cfg:3, [a]: x is there a second time; expected one of each key"),
        (b"[a]\nx = 1\nwhat\n", "setup.cfg:3: neither a section nor a key; expected [NAME] or KEY = VALUE"),
        (b"[portproof:pairs:x]\nold=a\n", "setup.cfg, [portproof:pairs:x]: no such section; expected sections ["),
        (b"[Portproof]\n", "setup.cfg, [Portproof]: no such section; expected sections [portproof:pair:NAME]"),
        (b"[portproof:pair:a b]\nold=a\nnew=b\n", "'a b' is not a name"),
    ],
)
def test_wrong_file(tmp_path: Path, text: bytes, fact: str) -> None:
    config = tmp_path / "setup.cfg"
    config.write_bytes(text)
    with pytest.raises(SettingError) as caught:
        read_pairs(config)
    assert fact in str(caught.value)
    assert "\n" not in str(caught.value)


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=r"no such file; .*; give OLD and NEW"):
        read_pairs(tmp_path / "setup.cfg")


@pytest.mark.parametrize("name", [".", "/dev/null"])
def test_no_regular_file(tmp_path: Path, name: str) -> None:
    with pytest.raises(SettingError, match=r"cannot be read: it is a (folder|device); expected sections "):
        read_pairs(tmp_path / name)


def test_a_pair_of_two_commands() -> None:
    pair = make_pair("legacy/usePool.py", "modern/use_pool.py --blocking")
    assert (pair.name, str(pair.old), pair.new.arguments) == ("usePool", "legacy/usePool.py", ("--blocking",))
    for old, new in (("", "b"), ("'a", "b"), ("a", " ")):
        with pytest.raises(SettingError):
            make_pair(old, new)


def test_declared_pairs_of_this_repository() -> None:
    pairs = read_pairs(ROOT / "setup.cfg")
    assert len(pairs) == 7
    edited = {pair.name: pair.edited_text() for pair in pairs}
    assert [name for name, text in edited.items() if text is not None] == [
        "usePool-blocking",
        "usePoolmap-asynchronous",
        "usePoolCallback-serial",
    ]
    assert b"\n        pool.apply(func, (msg, ))" in (edited["usePool-blocking"] or b"")
    assert [pair.cpus for pair in pairs if "map" in pair.name] == [4, 4]


def test_missing_scripts(tmp_path: Path) -> None:
    (tmp_path / "x.patch").write_bytes(HUNK)
    (pair,) = read_pairs(declare(tmp_path, "old = no.py\nnew = b.py\nedit = x.patch"))
    with pytest.raises(ScriptError, match=r"^no\.py: no such script"):
        pair.edited_text()


def test_missing_scripts_are_named_with_their_key(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("")
    config = declare(tmp_path, "old = a.py\nnew = no.py")
    (pair,) = read_pairs(config)
    with pytest.raises(ScriptError) as caught:
        check_scripts(config, pair)
    assert str(caught.value).startswith(f"{config}, [portproof:pair:x], new: no.py: no such script; expected a file")
    check_scripts(config, pair, ["old"])


# Patches


def test_a_patch_that_fits() -> None:
    assert apply_patch(HUNK, TEXT, "p", "s") == TEXT.replace(b"three", b"THREE")


def test_two_hunks_that_add_and_remove() -> None:
    patch = HUNK.replace(b"+2,3", b"+2,4").replace(b"+THREE\n", b"+3a\n+3b\n") + b"@@ -8,2 +9 @@\n-eight\n nine\n"
    assert apply_patch(patch, TEXT, "p", "s") == TEXT.replace(b"three", b"3a\n3b").replace(b"eight\n", b"")


def test_insertion_without_context_and_a_new_file_end() -> None:
    assert apply_patch(b"@@ -0,0 +1 @@\n+zero\n", TEXT, "p", "s") == b"zero\n" + TEXT
    assert apply_patch(b"@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n", b"a", "p", "s") == b"b\n"
    assert apply_patch(b"@@ -1 +1 @@\n-a\n+b\n\\ No newline at end of file\n", b"a\n", "p", "s") == b"b"
    assert apply_patch(b"@@ -1 +1,2 @@\n a\n+b\n\\ No newline at end of file\n", b"a\n", "p", "s") == b"a\nb"


def test_bytes_and_carriage_returns_are_kept() -> None:
    assert apply_patch(b"@@ -1 +1 @@\n-\xff\r\n+\xfe\r\n", b"\xff\r\nx\ry\n", "p", "s") == b"\xfe\r\nx\ry\n"


def test_header_lines_of_git_and_mail() -> None:
    mail = b"From: x\n\ndiff --git a/x b/x\nindex 1..2 100644\n" + HUNK + b"-- \n2.30\n"
    assert apply_patch(mail, TEXT, "p", "s") == TEXT.replace(b"three", b"THREE")


@pytest.mark.parametrize(
    ("patch", "fact"),
    [
        (HUNK.replace(b"-2,3", b"-1,3"), "p:3: does not apply to s:1; "),
        (HUNK.replace(b" two", b" tow"), "p:3: does not apply to s:2; "),
        (HUNK.replace(b"-three", b"-three "), "p:3: does not apply to s:2; "),
        (b"@@ -9,2 +9,1 @@\n nine\n-ten\n", "p:1: does not apply to s:9; "),
        (HUNK + HUNK.split(b"\n", 2)[2], "p:8: does not apply to s:2; "),
        (HUNK + HUNK, "more than one file"),
        (HUNK[:-6], "the last hunk is cut off"),
        (HUNK + b"+more\n", "p:8: not a patch that can be used: more lines than the hunk announces"),
        (HUNK.replace(b"-2,3 +2,3", b"-2,9 +2,3"), "the last hunk is cut off"),
        (b"@@ -x +y @@\n", "not a hunk's header"),
        (b"", "no hunk"),
        (b"--- a\n+++ b\n", "no hunk"),
        (b"@@ -1 +1 @@\nwhat\n", "neither context nor change"),
    ],
)
def test_a_patch_that_does_not(patch: bytes, fact: str) -> None:
    with pytest.raises(ScriptError) as caught:
        apply_patch(patch, TEXT, "p", "s")
    assert isinstance(caught.value, PortproofError)
    assert fact in str(caught.value)
    assert "\n" not in str(caught.value)
