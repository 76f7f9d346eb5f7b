"""Running a script: its world, its outcome, rest, the limit, holds, its folder, and that nothing is left behind."""

from __future__ import annotations

import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from compat import runner
from compat.errors import ScriptError, SettingError, TraceError
from compat.event import Outcome, Place, Process, Trace
from compat.interpreters import Interpreter, find_interpreter
from compat.runner import RunSettings, Workspace, check_parses, record

Make = Callable[..., Path]

# A recorder of a few lines: each process writes what `event` is given.
RECORDER = """
import os, sys, time
def event(kind, *args):
    now = time.time()
    if not hasattr(event, 'path') or event.pid != os.getpid():
        event.pid = os.getpid()
        event.path = '%s/%d-%d.trace' % (os.environ['PORTPROOF_TRACE'], event.pid, now * 1e6)
        facts = dict(format=1, pid=event.pid, ppid=os.getppid(), version='3.13.0', implementation='CPython', executable='x')
        event('process', *['%s=%s' % fact for fact in facts.items()])
    where = sys._getframe(1).f_code.co_filename + ':1'
    with open(event.path, 'a') as stream:
        stream.write('\\t'.join(['%.6f' % now, '1', kind, where] + list(args)) + '\\n')
def hold(number):
    event('hold', str(number))
    while not os.path.exists('%s/release-%d-%d' % (os.environ['PORTPROOF_TRACE'], os.getpid(), number)):
        time.sleep(0.001)
import builtins
builtins.event, builtins.hold = event, hold
if 'PORTPROOF_TRACE' in os.environ:
    event('main-begin')
"""


@pytest.fixture(autouse=True)
def own_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every test shows that no file of a run is left."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield
    assert list(folder.iterdir()) == []


@pytest.fixture
def python() -> Interpreter:
    return find_interpreter(sys.executable)


@pytest.fixture
def make(tmp_path: Path) -> Make:
    def make_script(text: str, name: str = "a.py") -> Path:
        folder = tmp_path / "scripts"
        folder.mkdir(exist_ok=True)
        (folder / name).write_text(text)
        return folder / name

    return make_script


@pytest.fixture
def inject(tmp_path: Path) -> Path:
    folder = tmp_path / "inject"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(RECORDER)
    return folder


def bare(script: Path, python: Interpreter, *arguments: str, **settings: object) -> Trace:
    return record(script, arguments, python, RunSettings(bare=True, **settings))  # type: ignore[arg-type]


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


# The world


def test_one_terminal_hands_on_bytes_as_they_are(make: Make, python: Interpreter) -> None:
    script = make(
        "import os, sys\n"
        "print(os.isatty(0), os.isatty(1), os.isatty(2), os.get_terminal_size(), sys.stdin.read() == '', sys.argv[1:])\n"
        "sys.stdout.flush(); sys.stderr.write('err\\n')\n"
        "os.write(1, b'\\xff\\x00\\x1b[2J\\r\\x03\\x04\\n')\n"
    )
    run = bare(script, python, "x y")
    first, err, rest = run.raw.split(b"\n", 2)
    assert first == b"False True True os.terminal_size(columns=80, lines=24) True ['x y']"
    assert err == b"err"
    assert rest == b"\xff\x00\x1b[2J\r\x03\x04\n"
    assert run.outcome == Outcome("exit", 0)


def test_it_is_not_a_controlling_terminal(make: Make, python: Interpreter) -> None:
    script = make(
        "import os\ntry: os.open('/dev/tty', os.O_RDWR)\nexcept OSError as e: print('none')\nprint(os.getsid(0) == os.getpid())"
    )
    assert bare(script, python).raw == b"none\nTrue\n"


def test_two_pipes_stdout_before_stderr(make: Make, python: Interpreter) -> None:
    script = make("import sys\nsys.stderr.write('err\\n')\nprint('out', sys.stdout.isatty(), sys.stderr.isatty())")
    run = bare(script, python, stdout="pipe")
    assert run.raw == b"out False False\nerr\n"
    assert run.world["stdout"] == "pipe"


def test_large_output_is_read_to_its_end(make: Make, python: Interpreter) -> None:
    script = make("import sys\nsys.stdout.write('x' * 79 + '\\n')\nsys.stdout.write(('y' * 79 + '\\n') * 20000)")
    for stdout in ("terminal", "pipe"):
        assert len(bare(script, python, stdout=stdout).raw) == 80 * 20001


def test_stdin_from_a_file(make: Make, python: Interpreter, tmp_path: Path) -> None:
    (tmp_path / "in").write_text("hello")
    script = make("import sys\nprint(sys.stdin.read())")
    assert bare(script, python, stdin=tmp_path / "in").raw == b"hello\n"
    with pytest.raises(SettingError, match="No such file"):
        bare(script, python, stdin=tmp_path / "no")


def test_environment(make: Make, python: Interpreter, inject: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONUNBUFFERED", "1")
    monkeypatch.setenv("PYTHONPATH", "/mine")
    monkeypatch.setenv("PORTPROOF_STRAY", "1")
    monkeypatch.setenv("COLUMNS", "7")
    script = make(
        "import os\nfor k in sorted(os.environ):\n  if k[:4] in ('PYTH', 'PORT', 'COLU'): print(k, os.environ[k])"
    )
    settings = RunSettings(inject=inject, cpus=4, start_method="spawn", speed=20, turn=0.5, hold=2.0, clock=3.0)
    run = record(script, (), python, settings)
    lines = dict(line.split(" ", 1) for line in run.raw.decode().splitlines())
    assert abs(float(lines.pop("PORTPROOF_EPOCH")) - time.time()) < 60
    assert lines.pop("PORTPROOF_TRACE")
    assert lines == {
        "PORTPROOF_CLOCK": "3.0",
        "PORTPROOF_CPUS": "4",
        "PORTPROOF_HOLD": "2.0",
        "PORTPROOF_PERTURB": "",
        "PORTPROOF_SPEED": "20",
        "PORTPROOF_START_METHOD": "spawn",
        "PORTPROOF_TURN": "0.5",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",
        "PYTHONIOENCODING": "utf-8",
        "PYTHONPATH": f"{inject}:/mine",
    }
    assert (run.world["cpus"], run.world["start_method"], run.world["stdin"]) == ("4", "spawn", "empty")
    assert (run.speed, run.turned) == (20, 0.5)
    assert 0 < run.seconds < 60


# The outcome


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("pass", Outcome("exit", 0)),
        ("import sys; sys.exit(3)", Outcome("exit", 3)),
        ("1/0", Outcome("exit", 1)),
        ("import os, signal; os.kill(os.getpid(), signal.SIGTERM)", Outcome("signal", 15)),
    ],
)
def test_outcome(make: Make, python: Interpreter, text: str, outcome: Outcome) -> None:
    assert bare(make(text), python).outcome == outcome


def test_a_script_that_waits_for_ever_hangs(make: Make, python: Interpreter) -> None:
    script = make(
        "import threading\nprint('begun', flush=True)\nlock = threading.Lock()\nlock.acquire()\nlock.acquire()"
    )
    begin = time.monotonic()
    run = bare(script, python, limit=1.0)
    assert run.outcome == Outcome("hang", 0)
    assert str(run.outcome) == "hang"
    assert run.raw == b"begun\n"
    assert time.monotonic() - begin < 20


def test_without_the_recorder_a_sleep_is_no_hang(
    make: Make, python: Interpreter, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HANG_QUIET", "FORSAKEN"):
        monkeypatch.setattr(runner, name, 0.05)
    script = make(
        "import os, time\nif os.fork() == 0:\n    time.sleep(2.5)\nelse:\n    time.sleep(1.5)\nprint('over', flush=True)"
    )
    run = bare(script, python)
    assert (run.outcome, run.raw) == (Outcome("exit", 0), b"over\nover\n")


def test_a_script_that_computes_for_ever_is_at_the_limit(make: Make, python: Interpreter) -> None:
    assert bare(make("while True: pass"), python, limit=1.0).outcome == Outcome("limit", 1)


def test_a_script_that_sleeps_or_makes_events_is_at_the_limit(make: Make, python: Interpreter, inject: Path) -> None:
    settings = RunSettings(limit=1.0, inject=inject)
    asleep = make("import time\nevent('sleep', '1000')\ntime.sleep(1000)")
    assert record(asleep, (), python, settings).outcome == Outcome("limit", 1)
    busy = make("import time\nwhile True:\n  event('slept')\n  time.sleep(0.01)")
    assert record(busy, (), python, settings).outcome == Outcome("limit", 1)


def test_a_script_that_prints_for_ever_is_ended(
    make: Make, python: Interpreter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner, "LARGEST_RAW", 2**20)
    assert bare(make("while True: print('x' * 1000)"), python).outcome.kind == "limit"


# Rest


def test_waits_for_what_outlives_main(make: Make, python: Interpreter) -> None:
    script = make("import os, time\nif os.fork() == 0:\n  time.sleep(0.3)\n  print('late')")
    assert bare(script, python).raw == b"late\n"


def test_what_never_ends_is_ended(make: Make, python: Interpreter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "FORSAKEN", 0.2)
    script = make(
        "import os, signal\n"
        "r, w = os.pipe()\n"
        "for own_session in (0, 1):\n"
        "  if os.fork() == 0:\n"
        "    signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "    print(os.getpid(), flush=True); os.write(w, b'x')\n"
        "    signal.pause()\n"
        "os.read(r, 1) + os.read(r, 1)\n"
    )
    run = bare(script, python)
    assert run.outcome == Outcome("exit", 0)
    assert run.world["ended"] == "2 that outlived main"
    assert [is_alive(int(pid)) for pid in run.raw.split()] == [False, False]


def test_a_recorded_process_in_a_session_of_its_own_is_ended(make: Make, python: Interpreter, inject: Path) -> None:
    script = make(
        "import os, time\nif os.fork() == 0:\n  os.setsid(); event('slept')\n  print(os.getpid(), flush=True)\n  time.sleep(1000)\ntime.sleep(1000)"
    )
    run = record(script, (), python, RunSettings(limit=1.0, inject=inject))
    assert len(run.processes) == 2
    assert not is_alive(int(run.raw))


def test_others_are_left_alone(make: Make, python: Interpreter) -> None:
    """A process that is named by a trace file, but is not of this run, lives on."""
    family = runner.Family.__new__(runner.Family)
    family.main = type("Main", (), {"pid": 2**22 - 1, "returncode": 0})()
    family.mark = b"PORTPROOF_TRACE=/nowhere\0"
    assert family.find_living([os.getpid(), os.getppid(), 1]) == []


# Recording


def test_processes_of_a_run(make: Make, python: Interpreter, inject: Path) -> None:
    script = make("import os\nif os.fork() == 0:\n  event('slept')\nelse:\n  os.wait()")
    run = record(script, (), python, RunSettings(inject=inject))
    assert [p.facts["ppid"] == str(run.processes[0].pid) for p in run.processes] == [False, True]
    assert run.processes[1].events[-1].place == Place(str(script), 1)


def test_nothing_recorded_is_an_error(make: Make, python: Interpreter, tmp_path: Path) -> None:
    with pytest.raises(TraceError, match=r"^a\.py: nothing was recorded under CPython .* \(exit 0\); "):
        record(make("pass"), (), python, RunSettings(inject=tmp_path))


def test_held_killers_go_on_when_the_caller_says_so(make: Make, python: Interpreter, inject: Path) -> None:
    script = make("hold(1)\nevent('slept')\nhold(2)")
    asked: list[tuple[int, str]] = []

    def may_release(processes: tuple[Process, ...]) -> bool:
        asked.append((len(processes[0].events), processes[0].events[-1].args[0]))
        return len(asked) > 2

    run = record(script, (), python, RunSettings(inject=inject, hold=30.0), may_release=may_release)
    assert [event.kind for event in run.processes[0].events] == ["process", "main-begin", "hold", "slept", "hold"]
    assert asked == [(3, "1"), (3, "1"), (3, "1"), (5, "2")]


def test_held_killers_go_on_when_nothing_happens(make: Make, python: Interpreter, inject: Path) -> None:
    script = make(
        "import os\nif os.fork() == 0:\n  for i in range(5): event('slept')\n  hold(1)\nelse:\n  hold(1)\n  os.wait()\n"
    )
    run = record(script, (), python, RunSettings(inject=inject, hold=30.0))
    assert run.outcome == Outcome("exit", 0)
    assert runner.find_holds(run.processes) == [(p.pid, "1") for p in run.processes if p.events[-1].kind == "hold"]


# The folder


def test_a_script_that_writes_gets_fresh_copies(make: Make, python: Interpreter) -> None:
    make("first\n", "data.txt")
    script = make(
        "import os\nprint(sorted(os.listdir('.')), open('data.txt').read(), __file__)\nopen('data.txt', 'a').write('more')\nopen('new', 'w')"
    )
    settings = RunSettings(bare=True)
    with Workspace(script) as workspace:
        runs = [record(script, (), python, settings, workspace=workspace) for _ in range(3)]
    assert [run.raw for run in runs] == [f"['a.py', 'data.txt'] first\n {script}\n".encode()] * 3
    assert [run.world["folder"] for run in runs] == ["its own", "a fresh copy", "a fresh copy"]


def test_two_scripts_of_one_folder_do_not_see_each_other(make: Make, python: Interpreter) -> None:
    text = "open('made', 'a').write('x')\nprint(open('made').read())"
    scripts = [make(text, "a.py"), make(text, "b.py")]
    seen: list[bytes] = []

    def run_thrice(workspace: Workspace) -> None:
        for _ in range(3):
            seen.append(record(workspace.script, (), python, RunSettings(bare=True), workspace=workspace).raw)

    with Workspace(scripts[0]) as first, Workspace(scripts[1]) as second:
        threads = [threading.Thread(target=run_thrice, args=(workspace,)) for workspace in (first, second)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
    assert seen == [b"x\n"] * 6


def test_a_fresh_copy_has_what_its_folder_has(make: Make, python: Interpreter, tmp_path: Path) -> None:
    (tmp_path / "outside").write_text("out")
    script = make("print(open('link').read(), open('.hidden/x').read(), open('absolute').read())\nopen('made', 'w')")
    (script.parent / "link").symlink_to("../outside")
    (script.parent / "absolute").symlink_to(tmp_path / "outside")
    (script.parent / ".hidden").mkdir()
    (script.parent / ".hidden" / "x").write_text("in")
    with Workspace(script) as workspace:
        runs = [record(script, (), python, RunSettings(bare=True), workspace=workspace) for _ in range(2)]
    assert [run.raw for run in runs] == [b"out in out\n"] * 2


def test_a_script_that_writes_nothing_stays(make: Make, python: Interpreter) -> None:
    make("x = 1", "beside.py")
    script = make("import beside\nprint(beside.x)")
    with Workspace(script) as workspace:
        runs = [record(script, (), python, RunSettings(bare=True), workspace=workspace) for _ in range(2)]
    assert [run.world["folder"] for run in runs] == ["its own"] * 2


def test_an_edited_script_has_its_modules_and_its_places(make: Make, python: Interpreter, inject: Path) -> None:
    make("x = 1", "beside.py")
    script = make("raise SystemExit(1)")
    edited = b"import beside\nprint(beside.x, __file__, beside.__file__)\nevent('slept')\nopen('new', 'w')"
    with Workspace(script, edited) as workspace:
        for note in ("links beside the edited script", "a fresh copy"):
            run = record(script, (), python, RunSettings(inject=inject), workspace=workspace)
            assert run.raw.decode() == f"1 {script} {script.parent}/beside.py\n"
            assert run.processes[0].events[-1].place == Place(str(script), 1)
            assert run.world["folder"] == note
    assert script.read_text() == "raise SystemExit(1)"
    assert sorted(os.listdir(script.parent)) == ["a.py", "beside.py"]


def test_a_huge_folder_is_not_copied(make: Make, python: Interpreter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compat.folders.LARGEST_COUNT", 2)
    for name in "bcd":
        make("", name)
    run = bare(make("open('new', 'w')"), python)
    assert run.world["folder"] == "its own (too large to be watched)"


# Trouble


def test_missing_script(tmp_path: Path, python: Interpreter) -> None:
    with pytest.raises(ScriptError, match="no such script"):
        bare(tmp_path / "no.py", python)
    with pytest.raises(ScriptError, match="no such file; expected a script"):
        check_parses(tmp_path / "no.py", python)


def test_script_that_does_not_parse(make: Make, python: Interpreter) -> None:
    script = make("x = 1\nprint 'x'\n")
    with pytest.raises(ScriptError) as caught:
        check_parses(script, python)
    assert str(caught.value).startswith(f"{script}:2: does not parse under Python {python.short}: Missing parentheses")
    assert "\n" not in str(caught.value)
    check_parses(script, python, b"print('x')")
    with pytest.raises(ScriptError, match=r"does not parse .*null byte"):
        check_parses(script, python, b"x\0")


def test_interpreter_that_is_gone(make: Make, tmp_path: Path) -> None:
    gone = Interpreter(tmp_path / "gone", (3, 13, 0), "CPython", ("fork",))
    with pytest.raises(ScriptError, match="cannot be started: No such file"):
        bare(make("pass"), gone)


def test_stopping_ends_everything(
    make: Make, python: Interpreter, monkeypatch: pytest.MonkeyPatch, inject: Path
) -> None:
    monkeypatch.setattr(runner, "_stopping", threading.Event())
    script = make(
        "import os, time\nos.fork()\nopen(os.environ['PORTPROOF_EPOCH'] and '../pids', 'a').write('%d\\n' % os.getpid())\ntime.sleep(1000)"
    )
    pids = script.parent.parent / "pids"
    raised: list[BaseException] = []

    def run() -> None:
        try:
            record(script, (), python, RunSettings(inject=inject))
        except BaseException as error:
            raised.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    deadline = time.monotonic() + 60
    while not (pids.exists() and pids.read_text().count("\n") == 2) and time.monotonic() < deadline:
        os.sched_yield()
    runner.stop_all()
    thread.join(60)
    assert [type(error) for error in raised] == [KeyboardInterrupt]
    assert [is_alive(int(pid)) for pid in pids.read_text().split()] == [False, False]


def test_runs_in_threads(make: Make, python: Interpreter) -> None:
    script = make("import sys\nprint(sys.argv[1] * 1000)")
    results: dict[str, bytes] = {}
    threads = [threading.Thread(target=lambda n=n: results.update({n: bare(script, python, n).raw})) for n in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert results == {n: n.encode() * 1000 + b"\n" for n in "abcd"}
