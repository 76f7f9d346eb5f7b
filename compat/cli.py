"""The command `portproof`.  Called by `compat/__main__.py`; nothing imports it but that.

What a command needs is imported inside it, so that `--help` is quick.  Exit status: 0 equivalent, accepted or
a member, 1 another answer, 2 trouble, 3 unknown, 128 and a signal's number if one ended it (130 interrupted); of
several the gravest.
"""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from compat import __version__
from compat.errors import PortproofError, SettingError
from compat.parameters import (
    Accept,
    Bare,
    Cpus,
    Edit,
    FoldSpace,
    Json,
    Limit,
    New,
    NewPython,
    Old,
    OldPython,
    Output,
    Perturb,
    Printed,
    Python,
    Runs,
    Script,
    Speed,
    Start,
    Starts,
    Stdin,
    Stdout,
)
from compat.progress import Progress, Signals

if TYPE_CHECKING:
    from compat.session import CompareOptions, SideOptions

TROUBLE = 2
UNFINISHED = 3
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)

app = typer.Typer(
    name="portproof",
    help="Prove that a Python 3 port of a multiprocessing script orders and prints what the Python 2.7 original does.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # drawing the help with rich would take longer than all the rest
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"portproof {__version__}")
        raise typer.Exit


@app.callback()
def _begin(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    pass


@app.command()
def compare(
    old: Old = "",
    new: New = "",
    old_python: OldPython = "",
    new_python: NewPython = [],  # noqa: B006  (typer makes a new list each time)
    start_method: Starts = [],  # noqa: B006
    cpus: Cpus = None,
    accept: Accept = [],  # noqa: B006
    runs: Runs = 2,
    speed: Speed = None,
    limit: Limit = 60.0,
    stdout: Stdout = "",
    stdin: Stdin = "",
    perturb: Perturb = 0,
    bare: Bare = False,
    json: Json = "",
) -> int:
    """Run an original beside its port and say whether order and output are equivalent."""
    from compat.session import CompareOptions, RunOptions

    run = RunOptions(cpus or 0, runs, speed or 0, limit, stdout, stdin)
    return _compare(
        old,
        new,
        json,
        CompareOptions(run, old_python, tuple(new_python), tuple(start_method), tuple(accept), perturb, bare),
    )


@app.command()
def run(
    script: Script,
    python: Python = "",
    edit: Edit = "",
    start_method: Start = "",
    cpus: Cpus = None,
    runs: Runs = 2,
    speed: Speed = None,
    limit: Limit = 60.0,
    stdout: Stdout = "",
    stdin: Stdin = "",
) -> int:
    """Record one script and show its outputs by scripted time."""
    from compat.session import RunOptions, SideOptions

    return _run(
        script, SideOptions(RunOptions(cpus or 0, runs, speed or 0, limit, stdout, stdin), python, edit, start_method)
    )


@app.command()
def record(
    script: Script = "",
    output: Output = "",
    python: Python = "",
    edit: Edit = "",
    start_method: Start = "",
    cpus: Cpus = None,
    runs: Runs = 2,
    speed: Speed = None,
    limit: Limit = 60.0,
    stdout: Stdout = "",
    stdin: Stdin = "",
) -> int:
    """Record one script into a file that stands for it where its interpreter is missing.

    Without SCRIPT: the original of every pair that setup.cfg declares, into the folder recordings beside it.
    """
    from compat.session import RunOptions, SideOptions

    options = SideOptions(RunOptions(cpus or 0, runs, speed or 0, limit, stdout, stdin), python, edit, start_method)
    return _record(script, output, options)


@app.command()
def admits(
    script: Script,
    text: Printed,
    fold_space: FoldSpace = False,
    python: Python = "",
    edit: Edit = "",
    start_method: Start = "",
    cpus: Cpus = None,
    runs: Runs = 2,
    speed: Speed = None,
    limit: Limit = 60.0,
    stdout: Stdout = "",
    stdin: Stdin = "",
) -> int:
    """Say whether a text is one that a script can print, and which strand wrote what of it."""
    from compat.session import RunOptions, SideOptions

    options = SideOptions(RunOptions(cpus or 0, runs, speed or 0, limit, stdout, stdin), python, edit, start_method)
    return _admits(script, text, fold_space, options)


@app.command()
def pythons() -> int:
    """List every interpreter found, what it is, and why one cannot be used."""
    from compat.interpreters import find_pythons
    from compat.report.terminal import make_console, render_pythons

    render_pythons(find_pythons(), make_console())
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status; every error is one line on stderr."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed before we were started: nobody reads
            setattr(sys, name, open(os.devnull, "w"))  # noqa: SIM115  (for as long as we run)
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    given = sys.argv[1:] if arguments is None else list(arguments)
    with Signals() as signals:
        try:
            status = app(args=given or ["--help"], prog_name="portproof", standalone_mode=False)
            sys.stdout.flush()
        except BaseException as error:
            status = 0 if signals.arrived else _status_of(error)
    return _tell_interrupted(signals.arrived) if signals.arrived else int(status or 0)


def _status_of(error: BaseException) -> int:
    """Tell the error, and return the status that it asks for."""
    if isinstance(error, PortproofError):
        return _fail(str(error))
    if isinstance(error, (BrokenPipeError, SystemExit)):  # rich and typer exit where nobody reads any more
        _forget_stdout()
        return TROUBLE
    if isinstance(error, OSError) and error.errno in _FULL:
        _forget_stdout()
        return _fail(f"{error.filename or 'stdout'}: {error.strerror}; expected room for what is written")
    if hasattr(error, "format_message"):  # typer's own: a wrong option, a missing argument
        return _fail(f"{str(error.format_message()).rstrip('.')}; see portproof --help")
    if not isinstance(error, Exception):
        raise error
    traceback.print_exception(error)
    return _fail(f"failed on its own account: {type(error).__name__}; please report this")


def _tell_interrupted(number: int) -> int:
    from compat.runner import forget_stop

    forget_stop()
    how = "interrupted" if number == signal.SIGINT else f"ended by {signal.Signals(number).name}"
    _fail(f"{how}; every process of the runs was ended")
    return 128 + number


def _fail(message: str) -> int:
    from compat.report.visible import make_visible

    with contextlib.suppress(OSError):
        print(f"portproof: {make_visible(' '.join(message.split()))}", file=sys.stderr, flush=True)
    return TROUBLE


def _forget_stdout() -> None:
    """Nobody reads any more: what is still buffered must not raise again at exit."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


# the commands ------------------------------------------------------------------------------------------------------


def _compare(old: str, new: str, json: str, options: CompareOptions) -> int:
    from compat.files import write_atomically
    from compat.report.json_report import check_results, render_json
    from compat.report.terminal import make_console, render_result, render_summary
    from compat.result import gravest
    from compat.session import Session, find_pairs

    pairs = find_pairs(old, new)
    if json and json != "-":
        check_results(Path(json), pairs)
    console = make_console()
    results, statuses = [], []
    with Progress() as progress:
        session = Session(options, progress.show)
        for job in session.plan(pairs):
            try:
                result = session.compare(job)
            except PortproofError as error:
                progress.hide()
                statuses.append(_fail(str(error)))
                continue
            progress.hide()
            results.append(result)
            if json != "-":
                render_result(result, console)
    if json != "-" and len(results) > 1:
        render_summary(results, console)
    if results and json == "-":
        sys.stdout.write(render_json(results))
    elif results and json:
        write_atomically(Path(json), render_json(results).encode())
    return gravest([*statuses, *(result.status for result in results)])


def _run(script: str, options: SideOptions) -> int:
    from compat.report.terminal import make_console, render_side
    from compat.session import show_side

    with Progress() as progress:
        facts, cells, notes, is_unfinished = show_side(script, options, progress.show)
    render_side(facts, cells, notes, make_console())
    return UNFINISHED if is_unfinished else 0


def _admits(script: str, text: str, fold_space: bool, options: SideOptions) -> int:
    from compat.admit import admit_text
    from compat.report.terminal import make_console, render_admission

    with Progress() as progress:
        answer = admit_text(script, text, fold_space, options, progress.show)
    render_admission(answer, make_console())
    return answer.status


def _record(script: str, output: str, options: SideOptions) -> int:
    from compat.session import record_declared, record_side

    if bool(script) != bool(output):
        raise SettingError("SCRIPT and -o FILE: one is missing; expected both, or neither for all pairs of setup.cfg")
    with Progress() as progress:
        done = (
            iter([record_side(Path(output), script, options, progress.show)])
            if script
            else record_declared(options, progress.show)
        )
        for sentence in done:
            progress.hide()
            print(sentence, flush=True)
    return 0
