"""The import graph of the package, lazy imports included: one way, no cycle.

``LAYERS`` is the order: a module may import from the lines above its own, and,
inside a subpackage that has one line, from its siblings. Every module of the
package is in it.
"""

from __future__ import annotations

import ast
import fnmatch
import graphlib
import pathlib
import sys

import pytest

PACKAGE = pathlib.Path(__file__).resolve().parent.parent.parent / "compat"

LAYERS = [
    "compat",
    "compat.pool",
    "compat.errors",
    "compat.files",
    "compat.event",
    "compat.platform_text",
    "compat.origins",
    "compat.tolerance",
    "compat.patch",
    "compat.pairs",
    "compat.tracefile",
    "compat.interpreters",
    "compat.world",
    "compat.folders",
    "compat.workspace",
    "compat.family",
    "compat.runner",
    "compat.output",
    "compat.strand",
    "compat.traceback_text",
    "compat.process_reader",
    "compat.family_reader",
    "compat.renaming",
    "compat.served_calls",
    "compat.program",
    "compat.channels",
    "compat.rounds",
    "compat.polling",
    "compat.pomset",
    "compat.order",
    "compat.pieces",
    "compat.rules",
    "compat.family_rules",
    "compat.message_rules",
    "compat.sync_rules",
    "compat.data_races",
    "compat.late_rules",
    "compat.happens_before",
    "compat.pool_time",
    "compat.job_time",
    "compat.process_time",
    "compat.presence",
    "compat.channel_time",
    "compat.sync_time",
    "compat.scripted_time",
    "compat.cutoff",
    "compat.hold",
    "compat.recorded_run",
    "compat.binding",
    "compat.variation",
    "compat.side",
    "compat.doubt",
    "compat.perturbation",
    "compat.sampling",
    "compat.verdict",
    "compat.comparison",
    "compat.comparison.*",
    "compat.compare",
    "compat.leaning",
    "compat.deprecations",
    "compat.consent",
    "compat.judge",
    "compat.explain",
    "compat.admission",
    "compat.admission.*",
    "compat.membership",
    "compat.bare",
    "compat.recording",
    "compat.result",
    "compat.check",
    "compat.session",
    "compat.admit",
    "compat.parameters",
    "compat.progress",
    "compat.report",
    "compat.report.*",
    "compat.cli",
    "compat.__main__",
]
# The one import that goes up: compat/__init__.py loads compat.pool at first use.
LAZY = {("compat", "compat.pool")}
TOP = {"compat.cli", "compat.pytest_plugin"}


def find_modules() -> dict[str, pathlib.Path]:
    """Return every module but the injected ones, which are reached by path and never by import."""
    modules = {}
    for path in PACKAGE.rglob("*.py"):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        if "inject" not in parts:
            modules[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return modules


MODULES = find_modules()


def imported_names(path: pathlib.Path, module: str) -> set[str]:
    """Return the dotted names that a module imports anywhere in its text, as far as they name modules of ours."""
    names = set()
    package = module.split(".") if path.name == "__init__.py" else module.split(".")[:-1]
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            source = ".".join([*base, *([node.module] if node.module else [])])
            # "from compat import pool" names a module, "from compat import Pool" does not.
            names |= {name if (name := f"{source}.{alias.name}") in MODULES else source for alias in node.names}
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("import_module", "__import__")):
            names |= {
                part.value for part in node.args if isinstance(part, ast.Constant) and isinstance(part.value, str)
            }
    return names


EDGES = sorted(
    (module, name)
    for module, path in MODULES.items()
    for name in imported_names(path, module)
    if name.split(".")[0] in ("compat", "_compat_recorder", "sitecustomize")
)


def layer_of(module: str) -> int:
    """Return the module's line in ``LAYERS``, the number of lines if it has none."""
    return next((index for index, pattern in enumerate(LAYERS) if fnmatch.fnmatchcase(module, pattern)), len(LAYERS))


def test_every_module_has_a_layer() -> None:
    assert [name for name in sorted(MODULES) if layer_of(name) == len(LAYERS)] == []


def test_every_import_names_a_module() -> None:
    # The injected ones are not in MODULES, so importing one is found here.
    assert [edge for edge in EDGES if edge[1] not in MODULES] == []


def test_imports_point_one_way() -> None:
    wrong = []
    for module, name in EDGES:
        siblings = module.count(".") > 1 and layer_of(name) == layer_of(module)
        if layer_of(name) >= layer_of(module) and not siblings and (module, name) not in LAZY:
            wrong.append((module, name))
    assert wrong == []


def test_there_is_no_cycle() -> None:
    graph: dict[str, set[str]] = {name: set() for name in MODULES}
    for module, name in EDGES:
        # A module imports its packages by being in them, which is not an edge.
        if not module.startswith(name + "."):
            graph[module].add(name)
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as error:
        pytest.fail(" -> ".join(error.args[1]), pytrace=False)


def test_only_the_entry_imports_the_top() -> None:
    assert [edge for edge in EDGES if edge[1] in TOP and edge[0] != "compat.__main__"] == []


def test_the_command_does_not_need_the_pools() -> None:
    assert [edge for edge in EDGES if edge[1] == "compat.pool" and edge[0] != "compat"] == []


def test_no_module_is_named_like_one_of_the_standard_library() -> None:
    names = {name.split(".")[-1] for name in MODULES} - {"__main__"}
    assert names & sys.stdlib_module_names == set()
