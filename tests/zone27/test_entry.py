"""The package as any interpreter meets it: a cheap import, and a clear word on an old Python.

Written for 2.7. Run against the installed package, never from the source tree.
"""

import subprocess
import sys

import pytest

import compat


def run(folder, *arguments):
    """Run this interpreter in a folder; return its exit status, stdout and stderr.

    The current folder comes first on its path, so it must not be the source tree.
    """
    process = subprocess.Popen(
        [sys.executable] + list(arguments), stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=str(folder)
    )
    out, err = process.communicate()
    return process.returncode, out.decode("utf-8"), err.decode("utf-8")


@pytest.mark.skipif(sys.version_info < (3, 7), reason="modules load their names at once before 3.7")
def test_import_does_not_load_multiprocessing(tmpdir):
    status, out, _ = run(tmpdir, "-c", "import compat, sys; print('multiprocessing' in sys.modules)")
    assert (status, out) == (0, "False\n")


def test_every_public_name_is_there():
    for name in compat.__all__:
        assert getattr(compat, name) is not None


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="nothing_of_ours"):
        compat.nothing_of_ours  # noqa: B018 - asking for it is the test


@pytest.mark.skipif(sys.version_info >= (3, 10), reason="the command runs here")
def test_the_command_says_that_python_is_too_old(tmpdir):
    status, out, err = run(tmpdir, "-m", "compat")
    assert (status, out) == (2, "")
    assert err.count("\n") == 1
    assert "Python %d.%d" % sys.version_info[:2] in err
    assert "needs 3.10 or newer" in err
