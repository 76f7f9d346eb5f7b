"""The options and arguments of the commands, each with its name, its form, its help, and what it takes.  Called by `cli`."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Annotated, Any

import typer

from compat.errors import SettingError

MOST_PERTURBED = 1000
FASTEST = 1000
MOST = 10**6


def _refuse_empty(context: typer.Context, parameter: typer.CallbackParam, value: Any) -> Any:
    """What is left out is empty, too; but whoever writes `--stdin ""` had something in mind."""
    source = context.get_parameter_source(parameter.name or "")
    values = value if isinstance(value, (list, tuple)) else [value]
    if (
        source is not None
        and source.name == "COMMANDLINE"
        and any(isinstance(v, str) and not v.strip() for v in values)
    ):
        is_option = parameter.param_type_name == "option"
        shown, expected = (parameter.opts[0], parameter.metavar) if is_option else (parameter.metavar, "a script")
        raise SettingError(f"{shown}: empty; expected {expected}; give it a value, or leave it out")
    return value


def _option(name: str, metavar: str, text: str, *more: str, parser: Callable[[object], Any] | None = None) -> Any:
    return typer.Option(
        name, *more, metavar=metavar, help=text, show_default=False, parser=parser, callback=_refuse_empty
    )


def _argument(metavar: str, text: str) -> Any:
    return typer.Argument(metavar=metavar, help=text, show_default=False, callback=_refuse_empty)


def _whole(option: str, fact: str, low: int, high: int = MOST, more: str = "") -> Callable[[object], int]:
    """Make the reader of a whole number."""
    expected = more + (f"{low} to {high}" if high < MOST else f"{low} or more")

    def read(given: object) -> int:
        text = str(given)
        if not (text.isascii() and text.isdigit() and len(text) < 10 and low <= int(text) <= high):
            raise SettingError(f"{option}, {text or 'empty'}: not {fact}; expected {expected}")
        return int(text)

    return read


def _speed(given: object) -> int:
    return 0 if given == "auto" else _whole("--speed", "a speed", 1, FASTEST, "auto or ")(given)


def _seconds(given: object) -> float:
    try:
        seconds = float(str(given))
    except ValueError:
        seconds = math.nan
    if not 0 < seconds <= MOST:
        raise SettingError(f"--limit, {given or 'empty'}: not a length of time; expected seconds, more than 0")
    return seconds


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
Cpus = Annotated[
    int | None,
    _option(
        "--cpus",
        "N",
        "The number of processors that the script sees. (the machine's)",
        parser=_whole("--cpus", "a number of processors", 1),
    ),
]
Runs = Annotated[
    int,
    _option("--runs", "N", "Runs of each side, 2 at least. (2)", parser=_whole("--runs", "a number of runs", 2)),
]
Speed = Annotated[
    int | None,
    _option(
        "--speed",
        "auto|N",
        "How many times sleeps and timeouts are shortened. (auto)",
        parser=_speed,
    ),
]
Perturb = Annotated[
    int,
    _option(
        "--perturb",
        "N",
        "N more runs of each side under delays: each must keep the order that is derived. (0)",
        parser=_whole("--perturb", "a number of runs", 0, MOST_PERTURBED),
    ),
]
Bare = Annotated[
    bool, typer.Option("--bare", help="A run of each side without the recorder, too: it must end and print the same.")
]
Limit = Annotated[float, _option("--limit", "SECONDS", "The most that one run may take. (60)", parser=_seconds)]
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
