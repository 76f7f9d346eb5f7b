"""What the wheel and the source distribution hold, exactly.

Both are built from a copy: setuptools packs whatever an earlier build left in
``build/``, and another environment may be building in the tree at this moment.
"""

from __future__ import annotations

import pathlib
import shutil
import subprocess
import sys
import tarfile
import zipfile
from email.parser import Parser

import pytest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv*", ".tox", "build", "dist", "*.egg-info", "__pycache__", ".*_cache", ".hypothesis"
)
SHIPPED = {".py", ".json", ".typed"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """A folder with the sdist and the wheel that was made from that sdist."""
    folder = tmp_path_factory.mktemp("built")
    shutil.copytree(ROOT, folder / "tree", ignore=LEFT_OUT)
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(folder / "tree")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.fail(done.stdout + done.stderr, pytrace=False)
    return folder


@pytest.fixture(scope="module")
def wheel(built: pathlib.Path) -> zipfile.ZipFile:
    (path,) = built.glob("*.whl")
    return zipfile.ZipFile(path)


def read_metadata(wheel: zipfile.ZipFile, name: str) -> str:
    (member,) = [member for member in wheel.namelist() if member.endswith(f".dist-info/{name}")]
    return wheel.read(member).decode("utf-8")


def test_wheel_holds_the_package_and_nothing_else(wheel: zipfile.ZipFile) -> None:
    found = {name for name in wheel.namelist() if ".dist-info/" not in name}
    expected = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "compat").rglob("*")
        if path.is_file()
        and (path.suffix in SHIPPED or path.parent.name == "templates")
        and "__pycache__" not in path.parts
    }
    assert found == expected


def test_wheel_is_for_every_python(wheel: zipfile.ZipFile) -> None:
    assert str(wheel.filename).endswith("-py2.py3-none-any.whl")
    requires = Parser().parsestr(read_metadata(wheel, "METADATA"))["Requires-Python"]
    assert {">=2.7", "!=3.5.*"} <= {part.strip() for part in requires.split(",")}


def test_wheel_enters_where_any_python_can_read(wheel: zipfile.ZipFile) -> None:
    lines = read_metadata(wheel, "entry_points.txt").split()
    assert lines == ["[console_scripts]", "portproof", "=", "compat.__main__:main"]


def test_only_six_is_needed_before_310(wheel: zipfile.ZipFile) -> None:
    needed = Parser().parsestr(read_metadata(wheel, "METADATA")).get_all("Requires-Dist") or []
    assert [line for line in needed if 'python_version >= "3.10"' not in line and "extra ==" not in line] == [
        "six>=1.12"
    ]


def test_sdist_holds_scripts_ports_and_tests(built: pathlib.Path) -> None:
    (path,) = built.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        found = {member.name.partition("/")[2] for member in archive.getmembers() if member.isfile()}
    folders = ("legacy", "modern", "tests")
    expected = {
        path.relative_to(ROOT).as_posix()
        for folder in folders
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert {name for name in found if name.split("/")[0] in folders} == expected
