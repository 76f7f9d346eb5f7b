"""tox's inline plugin, found by its name: where interpreters are, and what must be there.

``make test`` runs tox; this file is for whoever starts tox without it, too.
"""

from __future__ import annotations

import os
import pathlib
import shutil

from tox.config.sets import ConfigSet
from tox.plugin import impl
from tox.session.state import State
from tox.tox_env.api import ToxEnv
from tox.tox_env.errors import Fail

ROOT = pathlib.Path(__file__).resolve().parent
DRIVER = ROOT / ".venv" / "bin" / "portproof"


def find_interpreter_folders() -> list[str]:
    """Return the folders of the interpreters that pyenv and uv keep, newest first."""
    pyenv = pathlib.Path(os.environ.get("PYENV_ROOT") or pathlib.Path.home() / ".pyenv")
    data = pathlib.Path(os.environ.get("XDG_DATA_HOME") or pathlib.Path.home() / ".local" / "share")
    uv = pathlib.Path(os.environ.get("UV_PYTHON_INSTALL_DIR") or data / "uv" / "python")
    return [str(path) for root in (pyenv / "versions", uv) for path in sorted(root.glob("*/bin"), reverse=True)]


@impl
def tox_add_core_config(core_conf: ConfigSet, state: State) -> None:
    """Once per run: make the interpreters found, and the wheel free of modules that are gone."""
    # At the end of PATH: whoever puts an interpreter on it means that one.
    # A shim in front does no harm, virtualenv asks each candidate what it is.
    os.environ["PATH"] = os.pathsep.join([os.environ["PATH"], *find_interpreter_folders()])
    # virtualenv updates the pip that it puts into environments by itself, to one that 3.9 and older cannot run.
    os.environ["VIRTUALENV_NO_PERIODIC_UPDATE"] = "1"
    os.environ["VIRTUALENV_OVERRIDE_APP_DATA"] = str(ROOT / ".tox" / "app-data")
    # setuptools packs what an earlier build left here.
    shutil.rmtree(ROOT / "build", ignore_errors=True)


@impl
def tox_before_run_commands(tox_env: ToxEnv) -> None:
    """Say in one line what to do when the environment that drives the comparison is missing."""
    if tox_env.name.startswith("py") and not DRIVER.exists():
        raise Fail(
            f"{DRIVER.relative_to(ROOT)}: is missing, it drives the comparison; run: make {DRIVER.relative_to(ROOT)}"
        )
