"""Ruff, mypy and pyupgrade, each one test; and one place for their versions."""

from __future__ import annotations

import configparser
import pathlib
import re
import shutil
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
ZONE27 = {"__init__.py", "__main__.py", "pool.py"}
PORTS = sorted((ROOT / "modern").glob("*.py"))
ZONE310 = sorted(
    path
    for path in (ROOT / "compat").rglob("*.py")
    if "inject" not in path.parts and path.relative_to(ROOT / "compat").as_posix() not in ZONE27
)


def run(*command: object) -> None:
    """Run a tool in the root; its whole report is the failure."""
    done = subprocess.run([str(part) for part in command], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.fail(done.stdout + done.stderr, pytrace=False)


def test_ruff_finds_nothing() -> None:
    run(sys.executable, "-m", "ruff", "check", "--no-cache", "--quiet", ".")


def test_ruff_would_format_nothing() -> None:
    run(sys.executable, "-m", "ruff", "format", "--no-cache", "--diff", "--quiet", ".")


def test_types_of_the_package(tmp_path: pathlib.Path) -> None:
    run(sys.executable, "-m", "mypy", "--cache-dir", tmp_path)


def test_types_of_the_ports(tmp_path: pathlib.Path) -> None:
    run(sys.executable, "-m", "mypy", "--cache-dir", tmp_path, *PORTS)


@pytest.mark.parametrize(
    ("option", "paths"), [("--py36-plus", PORTS), ("--py310-plus", ZONE310)], ids=["ports", "package"]
)
def test_pyupgrade_changes_nothing(option: str, paths: list[pathlib.Path], tmp_path: pathlib.Path) -> None:
    copies = [shutil.copyfile(path, tmp_path / "-".join(path.relative_to(ROOT).parts)) for path in paths]
    run(sys.executable, "-m", "pyupgrade", option, *copies)


def test_pre_commit_runs_the_same_versions() -> None:
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    pinned = dict(re.findall(r"^(\w+)==(\S+)$", config["options.extras_require"]["lint"], re.MULTILINE))
    text = (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    hooks = re.findall(r"repo: \S+/(?:ruff-pre-commit|(\w+))\n +rev: v(\S+)", text)
    assert {name or "ruff": version for name, version in hooks} == {
        name: pinned[name] for name in ("ruff", "pyupgrade")
    }
