"""From the options of a command to runs: which pairs, which interpreters, which settings.  Called by `cli`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from compat.check import Checker, sample_command
from compat.errors import InterpreterError, ScriptError, SettingError, TraceError
from compat.event import Trace
from compat.files import check_writable, read_regular, tell_trouble
from compat.interpreters import Interpreter, find_interpreter, find_new, find_old
from compat.pairs import (
    START_METHODS,
    STREAMS,
    Command,
    Pair,
    check_scripts,
    make_command,
    make_pair,
    read_pairs,
    read_script,
    split_list,
)
from compat.recording import (
    FOLDER,
    Recording,
    check_fits,
    find_recording,
    fit_of,
    is_recording,
    read_recording,
    write_recording,
)
from compat.result import Cell, CheckSettings, PairResult, SideFacts
from compat.runner import check_parses
from compat.sampling import Sample
from compat.side import format_time
from compat.tolerance import ACCEPTABLE
from compat.workspace import find_syntax_error

CONFIG = Path("setup.cfg")
_OTHER_PYTHON = "mend the script, or give another interpreter with --python"

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class RunOptions:
    """Options that every command has: empty or 0 where they were not given (`speed` is then `auto`)."""

    cpus: int = 0
    runs: int = 2
    speed: int = 0
    limit: float = 60.0
    stdout: str = ""
    stdin: str = ""


@dataclass(frozen=True, slots=True)
class CompareOptions:
    """The options of `compare`."""

    run: RunOptions
    old_python: str = ""
    new_python: tuple[str, ...] = ()
    start_method: tuple[str, ...] = ()
    accept: tuple[str, ...] = ()
    perturb: int = 0
    bare: bool = False


@dataclass(frozen=True, slots=True)
class SideOptions:
    """The options of `run` and `record`."""

    run: RunOptions
    python: str = ""
    edit: str = ""
    start_method: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """One comparison to be made; `name` is given where the usual one would not be unique."""

    pair: Pair
    new: Interpreter
    settings: CheckSettings
    name: str | None = None


class Session:
    """All comparisons of one call of the command."""

    def __init__(self, options: CompareOptions, say: Say) -> None:
        self.options = options
        self.say = say
        self._accept = _split(options.accept)
        self._methods = _split(options.start_method)
        self._checker = Checker()
        self._old: Interpreter | Path | None = None
        self._missing: InterpreterError | None = None

    def plan(self, pairs: Sequence[Pair]) -> list[Job]:
        """Check every option, find every interpreter, and return the comparisons in their order."""
        options = self.options
        for name in self._accept:
            _one_of("--accept", name, ACCEPTABLE)
        settings = replace(make_settings(options.run, self.say), perturb=options.perturb, bare=options.bare)
        self._find_old()
        specs = dict.fromkeys(options.new_python)
        news = list(dict.fromkeys(find_interpreter(spec, "--new-python") for spec in specs)) or [find_new()]
        return [job for pair in pairs for job in self._jobs(pair, news, settings)]

    def compare(self, job: Job) -> PairResult:
        """Make one comparison."""
        result = self._checker.check(job.pair, self._old_of(job), job.new, job.settings)
        return replace(result, name=job.name) if job.name else result

    def _jobs(self, pair: Pair, news: Sequence[Interpreter], settings: CheckSettings) -> Iterator[Job]:
        own = replace(
            settings,
            cpus=settings.cpus or pair.cpus,
            accept=tuple(dict.fromkeys((*pair.accept, *self._accept))),
            stdout=self.options.run.stdout or pair.stdout,
            stdin=settings.stdin or pair.stdin,
        )
        shorts = Counter(new.short for new in news)
        for new in news:
            for method in dict.fromkeys(self._methods or pair.start_methods or (None,)):
                check_start_method(method, new)
                full = ".".join(map(str, new.version))
                name = f"{pair.name}[{full}-{method or new.start_methods[0]}]" if shorts[new.short] > 1 else None
                yield Job(pair, new, replace(own, start_method=method), name)

    def _find_old(self) -> None:
        spec = self.options.old_python
        if spec.endswith(".json"):
            self._old = Path(spec)
        elif spec:
            self._old = find_interpreter(spec, "--old-python")
        else:
            try:
                self._old = find_old()
            except InterpreterError as error:
                self._missing = error

    def _old_of(self, job: Job) -> Interpreter | Recording:
        if isinstance(self._old, Interpreter):
            return self._old
        pair, settings = job.pair, job.settings
        fit = fit_of(pair, cpus=settings.cpus, stdout=settings.stdout, stdin=settings.stdin)
        if self._old is not None:
            recording = read_recording(self._old, pair.old.script.absolute().parent)
            check_fits(recording, fit)
            return recording
        found = find_recording(pair, fit)
        if found is None:
            folder = Path(pair.old.shown).parent / FOLDER
            raise InterpreterError(f"{pair.old}: no recording in {folder} fits; {self._missing}")
        return found


def find_pairs(old: str, new: str, config: Path = CONFIG) -> list[Pair]:
    """Return the pair that is given, or all that are declared; ScriptError if a script of one cannot be read."""
    if bool(old) != bool(new):
        raise SettingError("NEW: missing; expected the original and its port, or neither for all pairs of setup.cfg")
    if not old:
        pairs = read_pairs(config)
        for pair in pairs:
            check_scripts(config, pair)
        return pairs
    pair = make_pair(old, new)
    for command in (pair.old, pair.new):
        read_script(command)
    return [pair]


def make_settings(options: RunOptions, say: Say) -> CheckSettings:
    """Check the options that every command has."""
    if options.stdin:
        _check_regular("--stdin", options.stdin)
    return CheckSettings(
        cpus=options.cpus or None,
        runs=options.runs,
        speed=options.speed,
        limit=options.limit,
        stdout=_one_of("--stdout", options.stdout or STREAMS[0], STREAMS),
        stdin=Path(options.stdin) if options.stdin else None,
        progress=say,
    )


def check_start_method(method: str | None, interpreter: Interpreter) -> None:
    """Raise SettingError unless the interpreter has the start method."""
    if method is None:
        return
    _one_of("--start-method", method, START_METHODS)
    if method not in interpreter.start_methods:
        has = " ".join(interpreter.start_methods)
        raise SettingError(f"--start-method, {method}: {interpreter.name} does not have it; expected one of {has}")


# one side alone ------------------------------------------------------------------------------------------------------


def sample_side(script: str, options: SideOptions, say: Say) -> tuple[SideFacts, Sample]:
    """Record one script; returns what it is and its runs."""
    pair, interpreter, settings = _prepare(script, options, say)
    say(f"{pair.old} under {interpreter.name}")
    made = sample_command(pair.old, interpreter, settings, pair.edited_text(), settings.start_method)
    method = settings.start_method or interpreter.start_methods[0]
    return SideFacts(str(pair.old), interpreter.name, method), made


def show_side(script: str, options: SideOptions, say: Say) -> tuple[SideFacts, list[Cell], list[str], bool]:
    """Record one script and return what it is, its table, what is to be said about it, and whether a run was cut off."""
    facts, made = sample_side(script, options, say)
    cells = [
        Cell("" if row.time is None else format_time(row.time), row.strand, row.text, row.stream)
        for row in made.side.rows
    ]
    notes = [f"outcome: {_tell(made.traces[0])}; {tell_runs(made)}, speed {made.speed}"]
    notes += [f"named: {', '.join(made.side.tolerated)}"] if made.side.tolerated else []
    notes += [*made.side.pomset.open_ended, *made.side.open_ended, *made.side.rests]
    return facts, cells, notes, _is_unfinished(made.traces)


def record_side(output: Path, script: str, options: SideOptions, say: Say) -> str:
    """Record one script into a file; returns what was done, in a sentence."""
    check_output(output)
    pair, interpreter, settings = _prepare(script, options, say)
    return _record(output, pair, interpreter, settings)


def check_output(path: Path) -> None:
    """Raise SettingError unless a recording may be written there."""
    check_writable(path, is_recording, "a recording")


def record_declared(options: SideOptions, say: Say, config: Path = CONFIG) -> Iterator[str]:
    """Record the original of every declared pair into `recordings/` beside it; yields what was done."""
    settings = make_settings(options.run, say)
    interpreter = find_interpreter(options.python or "2.7", "--python")
    pairs = read_pairs(config, "give SCRIPT and -o FILE")
    for pair in pairs:
        check_scripts(config, pair, ("old",))
    for pair in pairs:
        own = replace(
            settings,
            cpus=settings.cpus or pair.cpus,
            stdout=options.run.stdout or pair.stdout,
            stdin=settings.stdin or pair.stdin,
        )
        folder = pair.old.script.parent / FOLDER
        folder.mkdir(exist_ok=True)
        check_output(folder / f"{pair.name}.json")
        yield _record(folder / f"{pair.name}.json", pair, interpreter, own)


def _record(output: Path, pair: Pair, interpreter: Interpreter, settings: CheckSettings) -> str:
    settings.progress(f"{pair.old} under {interpreter.name}")
    text = pair.edited_text()
    check_parses(pair.old.script, interpreter, text, _OTHER_PYTHON)
    made = sample_command(pair.old, interpreter, settings, text, settings.start_method)
    if _is_unfinished(made.traces):
        raise TraceError(
            f"{pair.old}: {_tell(made.traces[0])}; expected a run that ends; "
            f"{'let it print less' if 'cut' in made.traces[0].world else 'give a longer --limit'}"
        )
    fit = fit_of(pair, cpus=settings.cpus, stdout=settings.stdout, stdin=settings.stdin)
    method = settings.start_method or interpreter.start_methods[0]
    write_recording(output, pair.old, fit, interpreter, method, made.traces)
    return f"{output}: {tell_runs(made)} of {pair.old} under {interpreter.name}"


def _is_unfinished(traces: Sequence[Trace]) -> bool:
    return any(trace.outcome.kind == "limit" for trace in traces)


def _tell(trace: Trace) -> str:
    if trace.outcome.kind != "limit":
        return str(trace.outcome)
    return trace.world.get("cut", f"not over after {trace.world.get('limit', trace.outcome.value)} s")


def tell_runs(made: Sample) -> str:
    """`3 runs`."""
    return f"{len(made.traces)} run{'' if len(made.traces) == 1 else 's'}"


def _prepare(script: str, options: SideOptions, say: Say) -> tuple[Pair, Interpreter, CheckSettings]:
    command = make_command(script, where="SCRIPT")
    read_script(command)
    settings = make_settings(options.run, say)
    pair = Pair(command.script.stem, command, command, edit=Path(options.edit) if options.edit else None)
    interpreter = _choose(command, options.python, pair.edited_text())
    check_start_method(options.start_method or None, interpreter)
    return pair, interpreter, replace(settings, start_method=options.start_method or None)


def _choose(command: Command, spec: str, text: bytes | None) -> Interpreter:
    """Find the interpreter that is asked for, else the newest 3 if the script parses there, else the newest 2.7."""
    if spec:
        interpreter = find_interpreter(spec, "--python")
        check_parses(command.script, interpreter, text, _OTHER_PYTHON)
        return interpreter
    new = find_new()
    trouble = find_syntax_error(command.script, new, text)
    if not trouble:
        return new
    try:
        old = find_interpreter("2.7", "--python")
    except InterpreterError as missing:
        raise InterpreterError(f"{trouble}; {missing}") from None
    also = find_syntax_error(command.script, old, text)
    if also:
        raise ScriptError(f"{trouble}; {also}; expected a script that parses under one of the two; mend it")
    return old


def _split(values: Sequence[str]) -> tuple[str, ...]:
    """The names that a repeatable option was given, some of them perhaps as lists."""
    return tuple(name for value in values for name in split_list(value))


def _check_regular(option: str, path: str) -> None:
    try:
        read_regular(Path(path))
    except OSError as error:
        raise SettingError(
            f"{option}, {path}: {tell_trouble(error)}; expected a regular file; check the path"
        ) from None


def _one_of(option: str, text: str, known: Sequence[str]) -> str:
    if text not in known:
        raise SettingError(f"{option}, {text}: not known; expected {' or '.join(known)}")
    return text
