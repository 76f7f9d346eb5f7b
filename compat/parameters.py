"""The options and arguments of the commands, each with its name, its form and its help.  Called by `cli`."""

from __future__ import annotations

from typing import Annotated, Any

import typer


def _option(name: str, metavar: str, text: str, *more: str) -> Any:
    return typer.Option(name, *more, metavar=metavar, help=text, show_default=False)


def _argument(metavar: str, text: str) -> Any:
    return typer.Argument(metavar=metavar, help=text, show_default=False)


_SPEC = "3.13, python3.13 or a path"
Script = Annotated[str, _argument("SCRIPT", "The script; with its arguments if quoted.")]
Old = Annotated[str, _argument("OLD", "The original; with its arguments if quoted. (all pairs of setup.cfg)")]
New = Annotated[str, _argument("NEW", "Its port.")]
OldPython = Annotated[
    str, _option("--old-python", "SPEC", "2.7, python2.7, a path, or a recording. (newest 2.7, else the recording)")
]
NewPython = Annotated[list[str], _option("--new-python", "SPEC", f"{_SPEC}; repeatable. (newest 3)")]
Starts = Annotated[list[str], _option("--start-method", "NAME", "The new side's: fork, spawn, forkserver; repeatable.")]
Accept = Annotated[list[str], _option("--accept", "NAME", "A verdict or a tolerance to accept; repeatable.")]
Cpus = Annotated[int | None, _option("--cpus", "N", "The number of processors that the script sees. (the machine's)")]
Runs = Annotated[int, _option("--runs", "N", "Runs of each side, 2 at least. (2)")]
Speed = Annotated[str, _option("--speed", "auto|N", "How many times sleeps and timeouts are shortened. (auto)")]
Perturb = Annotated[
    int,
    _option("--perturb", "N", "N more runs of each side under delays: each must keep the order that is derived. (0)"),
]
Bare = Annotated[
    bool, typer.Option("--bare", help="A run of each side without the recorder, too: it must end and print the same.")
]
Limit = Annotated[float, _option("--limit", "SECONDS", "The most that one run may take. (60)")]
Stdout = Annotated[str, _option("--stdout", "terminal|pipe", "What the script writes to. (terminal)")]
Stdin = Annotated[str, _option("--stdin", "FILE", "What the script reads. (nothing)")]
Json = Annotated[str, _option("--json", "FILE", "Write the results there; - is stdout, which then holds nothing else.")]
Output = Annotated[str, _option("--output", "FILE", "Where the recording goes.", "-o")]
Python = Annotated[
    str, _option("--python", "SPEC", f"2.7, {_SPEC}. (newest 3 if the script parses there, else newest 2.7)")
]
Start = Annotated[str, _option("--start-method", "NAME", "fork, spawn or forkserver. (the interpreter's)")]
Edit = Annotated[str, _option("--edit", "PATCH", "A patch that is applied to the script's text.")]
Printed = Annotated[str, _argument("TEXT", "A file that holds what a run printed; - is standard input.")]
FoldSpace = Annotated[
    bool, typer.Option("--fold-space", help="White space of any kind and length is equal.", show_default=False)
]
