"""The trace: its files, its lines, and that a script is not disturbed by being recorded."""

from __future__ import absolute_import

import os
import subprocess
import sys

import pytest
from recorder_harness import INJECT, IS_2, START_METHODS, Run, Runner


@pytest.fixture
def runner(tmpdir):
    return Runner(str(tmpdir))


def test_first_line_says_what_the_process_is(runner):
    run = runner.record("print('x')", cpus=3)
    first = run.events[0]
    facts = dict(fact.split("=", 1) for fact in first.args)
    assert first.kind == "process"
    assert facts["format"] == "1"
    assert facts["pid"] == str(run.main)
    assert facts["version"] == "%d.%d.%d" % sys.version_info[:3]
    assert (facts["stdout"], facts["stderr"], facts["cpus"]) == ("pipe", "pipe", "3")
    assert os.path.samefile(facts["executable"], sys.executable)


def test_lines_are_escaped_and_carry_their_place(runner):
    run = runner.record("import sys\nsys.stdout.write('a\\tb\\\\c\\rd\\n')\n")
    (event,) = run.of("write")
    assert event.args == ("stdout", "a\tb\\c\rd\n")
    assert event.place == os.path.join(runner.folder, "script.py") + ":2"


def test_place_is_the_same_after_a_change_of_folder(runner):
    run = runner.record("import os, sys\nos.chdir('/')\nsys.stdout.write('x')\n")
    assert run.of("write")[0].place.endswith("script.py:3")
    assert run.of("write")[0].place.startswith("/")


def test_without_a_folder_nothing_happens(runner):
    runner.write("import sys\nprint(sorted(m for m in sys.modules if 'recorder' in m), type(sys.stdout))\n")
    environment = dict(runner.environment(None), PYTHONPATH=INJECT)
    out = subprocess.check_output([sys.executable, os.path.join(runner.folder, "script.py")], env=environment)
    assert b"_compat_recorder" not in out


def test_the_folder_leaves_the_path_and_stays_in_the_environment(runner):
    run = runner.record("import os, sys\nprint(%r in sys.path, os.environ['PYTHONPATH'] == %r)\n" % (INJECT, INJECT))
    assert run.out.split() in ([b"False", b"True"], [b"(False,", b"True)"])


def test_no_module_is_imported_before_the_script_does(runner):
    source = """
        import sys
        for name in ("threading", "multiprocessing", "atexit", "re", "json", "subprocess", "datetime", "traceback"):
            sys.stdout.write("%s %s\\n" % (name, name in sys.modules))
        """
    assert runner.record(source).out == runner.bare(source).out


def test_modules_are_as_the_import_system_makes_them(runner):
    source = """
        import sys, threading, multiprocessing.pool
        for module in (threading, multiprocessing.pool):
            print(module.__name__, module.__file__, getattr(module, "__loader__", None) is None)
            spec = getattr(module, "__spec__", None)
            if spec is not None:
                print(spec.name, spec.origin, spec.loader is module.__loader__, type(spec.loader).__name__)
                print(sorted(vars(spec.loader)))
        """
    assert runner.record(source).out == runner.bare(source).out


def test_the_hidden_sitecustomize_runs(runner):
    hidden = os.path.join(runner.folder, "hidden")
    os.mkdir(hidden)
    with open(os.path.join(hidden, "sitecustomize.py"), "w") as stream:
        stream.write("import sys\nsys.greeting = 'hello'\n")
    folder = runner.traces()
    environment = runner.environment(folder)
    environment["PYTHONPATH"] = os.pathsep.join([INJECT, hidden])
    command = runner.command("import sys, sitecustomize\nprint(sys.greeting, sitecustomize.__file__)")
    run = runner._run(command, environment, folder)
    assert b"hello" in run.out and b"hidden" in run.out
    assert run.of("main-begin")


def test_a_killed_process_loses_nothing(runner):
    run = runner.record("import os, sys\nsys.stdout.write('last words')\nos.kill(os.getpid(), 9)\n")
    assert run.status == -9
    assert run.out == b""
    assert run.written() == "last words"


def test_a_script_may_close_every_descriptor(runner):
    run = runner.record("import os, sys\nsys.stdout.write('a')\nos.closerange(3, 1024)\nsys.stdout.write('b')\n")
    assert run.status == 0
    assert run.out == b"ab"
    assert run.written() == "ab"
    assert len(os.listdir(run.folder)) == 1


@pytest.mark.parametrize("folder", ["absent", "file"])
def test_a_folder_that_cannot_be_used_leaves_the_script_alone(runner, folder):
    path = os.path.join(runner.folder, folder)
    if folder == "file":
        open(path, "w").close()
    command = runner.command("import time\ntime.sleep(0.001)\nprint('done')\nraise SystemExit(7)")
    run = runner._run(command, runner.environment(path), "")
    assert (run.status, run.out, run.err) == (7, b"done\n", b"")


def test_a_folder_that_goes_away_leaves_the_script_alone(runner):
    source = "import shutil, os\nshutil.rmtree(os.environ['PORTPROOF_TRACE'])\nprint('done')\n"
    run = runner.record(source)
    assert (run.status, run.out, run.err) == (0, b"done\n", b"")


@pytest.mark.parametrize("method", START_METHODS)
def test_helper_processes_leave_no_file(runner, method):
    source = """
        import multiprocessing
        def work():
            print("child")
        if __name__ == "__main__":
            child = multiprocessing.Process(target=work)
            child.start()
            child.join()
        """
    run = runner.record(source, start_method=method)
    assert run.out == b"child\n"
    assert len(os.listdir(run.folder)) == 2
    assert [event.pid == run.main for event in run.of("process")].count(False) == 1


def test_a_forked_child_has_a_file_of_its_own(runner):
    source = """
        import os, sys
        sys.stdout.write("parent\\n")
        sys.stdout.flush()
        if os.fork() == 0:
            sys.stdout.write("child\\n")
            sys.stdout.flush()
            os._exit(0)
        os.wait()
        """
    run = runner.record(source)
    assert [(event.pid == run.main, event.args[1]) for event in run.of("write")] in (
        [(True, "parent\n"), (False, "child\n")],
        [(False, "child\n"), (True, "parent\n")],
    )


def test_the_descriptor_is_not_inherited_by_programs(runner):
    source = "import os, sys\nsys.stdout.write('x')\nsys.stdout.flush()\nos.execv('/bin/ls', ['ls', '/proc/self/fd'])\n"
    assert runner.record(source).out == runner.bare(source).out


def test_an_exception_of_a_signal_handler_reaches_the_script(runner):
    source = """
        import signal, sys
        class Late(Exception): pass
        def handler(*args): raise Late("late")
        signal.signal(signal.SIGALRM, handler)
        signal.setitimer(signal.ITIMER_REAL, 0.05)
        try:
            while True: sys.stdout.write("x")
        except Late as error:
            sys.stderr.write("caught %s" % error)
        """
    assert runner.record(source).err == b"caught late"


@pytest.mark.parametrize("source", [
    "import time\ndef inner(): time.sleep('x')\ninner()\n",
    "import threading, time\nthread = threading.Thread(target=lambda: time.sleep('x'))\nthread.start()\nthread.join()\n",
    "import traceback, time\ntry: time.sleep('x')\nexcept TypeError: traceback.print_exc()\n",
    "import logging, time\ntry: time.sleep('x')\nexcept TypeError: logging.exception('no')\n",
    "import traceback\ndef inner(): traceback.print_stack()\ninner()\n",
    "def inner(): raise ValueError('plain')\ninner()\n",
    "try: 1 / 0\nexcept ZeroDivisionError: int('x')\n",
    "raise SystemExit('text')\n", "raise SystemExit(3)\n", "raise KeyboardInterrupt\n", "1 +\n",
])  # fmt: skip
def test_tracebacks_and_status_are_the_script_s_own(runner, source):
    recorded, bare = runner.record(source), runner.bare(source)
    assert recorded.err == bare.err
    assert recorded.status == bare.status
    if (
        "SystemExit" not in source and source != "1 +\n"
    ):  # those are written by the interpreter, on 2.7 before our streams
        assert recorded.written("stderr").encode("utf-8") == recorded.err


def test_an_uncaught_exception_stands_around_its_traceback(runner):
    run = runner.record("import sys\nsys.stderr.write('before\\n')\nraise ValueError('it')\n")
    kinds = [event.kind for event in run.of("uncaught", "uncaught-end", "write")]
    assert kinds[:2] == ["write", "uncaught"] and kinds[-1] == "uncaught-end"
    assert run.args("uncaught") == [("ValueError", "it")]


def test_exit_is_no_uncaught_exception(runner):
    assert runner.record("raise SystemExit(1)").of("uncaught") == []


def test_main_ends_before_threads_are_joined_and_handlers_run(runner):
    source = """
        import atexit, sys, threading, time
        def handler(): sys.stdout.write("handler\\n")
        def work():
            gate.acquire()
            sys.stdout.write("thread\\n")
        atexit.register(handler)
        gate = threading.Lock()
        gate.acquire()
        threading.Thread(target=work).start()
        sys.stdout.write("last\\n")
        gate.release()
        """
    run = runner.record(source)
    steps = [event.args[1].strip() if event.kind == "write" else event.kind for event in run.of("write", "main-end")]
    assert steps[0] == "last" and steps[-1] == "handler"
    assert steps.index("main-end") < steps.index("handler")
    assert run.kinds()[:2] == ["process", "main-begin"]


@pytest.mark.skipif(IS_2, reason="2.7 prints it from C")
def test_a_traceback_of_a_chain_shows_no_frame_of_ours(runner):
    source = """
        import concurrent.futures, sys
        def fail(): raise ValueError("inner")
        with concurrent.futures.ThreadPoolExecutor(1) as executor:
            future = executor.submit(fail)
        try:
            future.result()
        except ValueError as error:
            raise RuntimeError("outer") from error
        """
    recorded, bare = runner.record(source), runner.bare(source)
    assert recorded.err == bare.err


def test_a_run_reads_as_text(tmpdir):
    assert Run(0, b"", b"", str(tmpdir)).events == []


@pytest.mark.parametrize("raises", [False, True])
@pytest.mark.parametrize("moment", ["now", "open", "fstat", "write", "close", "after now", "after open", "after write"])
def test_a_signal_handler_in_the_middle_of_the_first_event(runner, moment, raises):
    source = """
        import os, sys
        if os.fork._recorder_original():
            os.wait()
            os._exit(0)
        writer = sys.modules["_compat_recorder.trace"].writer
        moment, raises = %r, %r
        name = moment.split()[-1]
        original, done = getattr(writer, name), []
        class Late(Exception): pass
        def handler():
            if not done:
                done.append(1)
                sys.stdout.write("handler")
                if raises: raise Late
        def interrupted(*args):
            if not moment.startswith("after"): handler()
            result = original(*args)
            if moment.startswith("after"): handler()
            return result
        setattr(writer, name, interrupted)
        try: sys.stdout.write("first")
        except Late: pass
        sys.stdout.write("second")
        sys.stdout.flush()
        os._exit(0)
        """
    run = runner.record(source % (moment, raises))
    assert run.err == b""
    (child,) = set(event.pid for event in run.events) - set([run.main])
    assert len(os.listdir(run.folder)) == 2
    assert run.kinds(child)[0] == "process" and run.kinds(child).count("process") == 1
    texts = [event.args[1] for event in run.of("write") if event.pid == child]
    assert set(texts) >= set(["handler", "second"]) and len(set(texts)) == len(texts)
    assert raises or "first" in texts
