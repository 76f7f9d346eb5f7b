"""The 2.7 zone parses under a real Python 2.7 and takes nothing from the other zone."""

from __future__ import annotations

import ast
import os
import pathlib
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
INJECTED = sorted((ROOT / "compat" / "inject").rglob("*.py"))
ZONE27 = [
    *(ROOT / "compat" / name for name in ("__init__.py", "__main__.py", "pool.py")),
    *INJECTED,
    *sorted((ROOT / "tests" / "zone27").rglob("*.py")),
]
# Names of modules that exist on 2.7 only, behind a try or a version check.
STDLIB = sys.stdlib_module_names | {"Queue", "thread", "__builtin__", "copy_reg", "dummy_thread"}
OWN = {"_compat_recorder"}


def name_of(path: pathlib.Path) -> str:
    return path.relative_to(ROOT).as_posix()


def find_python27() -> str | None:
    """Return a 2.7 on PATH that says so itself; a shim there may answer with 127."""
    for folder in os.get_exec_path():
        python = pathlib.Path(folder) / "python2.7"
        if not os.access(python, os.X_OK):
            continue
        asked = [str(python), "-c", "import sys; print(sys.version_info[:2] == (2, 7))"]
        if subprocess.run(asked, capture_output=True, text=True, check=False).stdout == "True\n":
            return str(python)
    return None


def test_a_real_27_compiles_the_zone() -> None:
    python = find_python27()
    if python is None:
        if "py27" in os.environ.get("NEED", "").split():
            pytest.fail("py27: no working python2.7 on PATH, and NEED names it", pytrace=False)
        pytest.skip("py27: no working python2.7 on PATH, the 2.7 zone was not compiled")
    # compile() leaves no .pyc, py_compile would.
    program = "import sys\nfor name in sys.argv[1:]: compile(open(name, 'rb').read(), name, 'exec')"
    done = subprocess.run([python, "-c", program, *map(str, ZONE27)], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.returncode == 0


@pytest.mark.parametrize("path", INJECTED, ids=name_of)
def test_the_recorder_needs_the_standard_library_alone(path: pathlib.Path) -> None:
    used = set()
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            used |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            used.add(str(node.module).split(".")[0])
    assert used <= STDLIB | OWN


def test_the_injected_folder_is_no_package() -> None:
    assert not (ROOT / "compat" / "inject" / "__init__.py").exists()
