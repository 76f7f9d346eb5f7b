"""Files that a user names: only regular ones are read, and nothing that is not ours is written over."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from compat.errors import SettingError
from compat.files import check_writable, read_regular, tell_trouble, write_atomically


def is_ours(text: bytes) -> bool:
    return text.startswith(b"ours")


def test_only_regular_files_are_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "file").write_bytes(b"x")
    assert read_regular(tmp_path / "file") == b"x"
    for path, fact in (
        (tmp_path / "pipe", "cannot be read: it is a pipe"),
        (tmp_path, "cannot be read: it is a folder"),
        (Path("/dev/zero"), "cannot be read: it is a device"),
        (Path("/dev/null"), "cannot be read: it is a device"),
        (tmp_path / "no", "no such file"),
        (tmp_path / "file" / "no", "cannot be read: Not a directory"),
    ):
        with pytest.raises(OSError) as caught:
            read_regular(path)
        assert tell_trouble(caught.value) == fact


def test_unwritable(tmp_path: Path) -> None:
    for path, fact in (
        (tmp_path, "it is a folder"),
        (tmp_path / "no" / "file", "its folder does not exist"),
        (Path("/proc/file"), ""),
    ):
        with pytest.raises(SettingError, match=f"cannot be written: {fact}"):
            check_writable(path, is_ours, "ours")
        with pytest.raises(SettingError, match="cannot be written"):
            write_atomically(path, b"x")
    check_writable(tmp_path / "file", is_ours, "ours")
    assert list(tmp_path.iterdir()) == []


def test_a_file_of_another_kind_is_not_written_over(tmp_path: Path) -> None:
    for text in (b"", b"ours, from before"):
        (tmp_path / "file").write_bytes(text)
        check_writable(tmp_path / "file", is_ours, "a recording")
    (tmp_path / "file").write_bytes(b"print 'theirs'")
    with pytest.raises(
        SettingError, match="file: is there and is not a recording; expected a new file, or a recording"
    ):
        check_writable(tmp_path / "file", is_ours, "a recording")
    (tmp_path / "link").symlink_to("file")
    with pytest.raises(SettingError, match="link: is there and is not a recording"):
        check_writable(tmp_path / "link", is_ours, "a recording")


def test_a_link_is_written_through(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("target")
    write_atomically(tmp_path / "link", b"x")
    assert (tmp_path / "target").read_bytes() == b"x"
    assert (tmp_path / "link").is_symlink()


def test_a_device_is_written_to_and_never_replaced() -> None:
    before = os.stat("/dev/full")
    check_writable(Path("/dev/full"), is_ours, "ours")
    with pytest.raises(SettingError, match="/dev/full: cannot be written"):
        write_atomically(Path("/dev/full"), b"x")
    write_atomically(Path("/dev/null"), b"x")
    assert os.stat("/dev/full")[:2] == before[:2]
    assert not os.path.isfile("/dev/null")
