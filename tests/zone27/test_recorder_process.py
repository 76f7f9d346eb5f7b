"""Processes of multiprocessing: begin, end, start, join, failure, start method."""

from __future__ import absolute_import

import sys

import pytest
from recorder_harness import IS_2, START_METHODS, Runner


@pytest.fixture
def runner(tmpdir):
    return Runner(str(tmpdir))


@pytest.fixture(params=START_METHODS)
def method(request):
    return request.param


def test_a_child_begins_and_ends(runner, method):
    source = """
        import multiprocessing, sys
        def work():
            sys.stdout.write("child\\n")
            sys.exit(3)
        if __name__ == "__main__":
            child = multiprocessing.Process(target=work, name="kid")
            child.daemon = True
            child.start()
            child.join()
            child.join(5)
        """
    run = runner.record(source, start_method=method, speed=2)
    assert run.args("process-start") == [("1", "kid", "1")]
    assert run.args("process-begin") == [("1", "kid", str(run.main))]
    assert run.args("process-end") == [("3",)]
    assert run.args("process-join-call") == [("1", ""), ("1", "5")]
    assert run.args("process-join") == [("1", "1"), ("1", "1")]
    child = run.of("process-begin")[0].pid
    assert run.kinds(child)[:2] == ["process", "process-begin"]
    assert run.status == 0 and run.err == b""


def test_a_join_that_gives_up_says_so(runner):
    source = """
        import multiprocessing, os
        def work(gate): os.read(gate, 1)
        if __name__ == "__main__":
            gate, opener = os.pipe()
            child = multiprocessing.Process(target=work, args=(gate,))
            child.start()
            child.join(0.001)
            os.write(opener, b"x")
            child.join()
        """
    run = runner.record(source, speed=2)
    assert run.args("process-join") == [("1", "0"), ("1", "1")]


def test_children_of_children_are_numbered_below_them(runner, method):
    source = """
        import multiprocessing, os
        def inner(): os.getpid()
        def outer():
            child = multiprocessing.Process(target=inner)
            child.start()
            child.join()
        if __name__ == "__main__":
            outer()
            child = multiprocessing.Process(target=outer)
            child.start()
            child.join()
        """
    run = runner.record(source, start_method=method)
    assert sorted(args[0] for args in run.args("process-begin")) == ["1", "2", "2.1"]
    owners = dict((args[0], args[2]) for args in run.args("process-begin"))
    middle = [event.pid for event in run.of("process-begin") if event.args[0] == "2"][0]
    assert owners["2.1"] == str(middle) and owners["2"] == str(run.main)


FAILURES = ["raise KeyError('no')", "sys.exit()", "sys.exit('text')", "sys.exit(4)", "raise SystemExit",
            "sys.stderr.write('Process it\\n'); raise ValueError(u'\\xe9')"]  # fmt: skip


@pytest.mark.parametrize("failure", FAILURES)
def test_a_child_that_fails_shows_what_it_does(runner, method, failure):
    source = """
        import multiprocessing, sys
        def work(): %s
        if __name__ == "__main__":
            child = multiprocessing.Process(target=work)
            child.start()
            child.join()
            print(child.exitcode)
        """
    source = source % failure
    recorded = runner.record(source, start_method=method)
    if method == "fork":
        bare = runner.bare(source.replace("import multiprocessing", _fork()))
        assert (recorded.status, recorded.out, recorded.err) == (bare.status, bare.out, bare.err)
    kinds = [event.kind for event in recorded.of("uncaught", "uncaught-end")]
    assert kinds == ([] if "xit" in failure else ["uncaught", "uncaught-end"])
    if kinds:
        child = [event for event in recorded.events if event.pid != recorded.main]
        at = [event.kind for event in child].index("uncaught")
        first = [event for event in child[at:] if event.kind == "write"][0]
        assert first.args[1].startswith("Process Process-1")


def _fork():
    """Return an import that starts children by fork where that is not what a bare run does, on the same line."""
    if IS_2:
        return "import multiprocessing"
    return "import multiprocessing; multiprocessing.set_start_method('fork', True); import multiprocessing"


@pytest.mark.skipif(IS_2, reason="2.7 only forks")
def test_the_start_method_is_a_default(runner, method):
    source = """
        import multiprocessing, sys
        if len(sys.argv) > 1: multiprocessing.set_start_method(sys.argv[1])
        print(multiprocessing.get_start_method(allow_none=True), multiprocessing.get_start_method())
        """
    assert runner.record(source, start_method=method).out.split()[-1] == method.encode()
    folder = runner.traces()
    command = runner.command(source) + ["spawn"]
    run = runner._run(command, runner.environment(folder, start_method=method), folder)
    assert run.out == b"spawn spawn\n"
    assert "start_method=" + method in run.events[0].args


def test_exit_handlers_keep_their_order(runner, method):
    source = """
        import atexit, sys
        def handler(name): sys.stdout.write(name + "\\n"); sys.stdout.flush()
        def work(): handler("child")
        atexit.register(handler, "first")
        import multiprocessing
        import multiprocessing.util
        if __name__ == "__main__":
            atexit.register(handler, "second")
            multiprocessing.Process(target=work).start()
            handler("last line")
        """
    run = runner.record(source, start_method=method)
    if method == "fork":  # under spawn a child runs the top level's handlers too
        outs = [one.out.split() for one in (run, runner.bare(source))]
        assert outs[0].index(b"child") < outs[0].index(b"first")
        assert [[word for word in out if word != b"child"] for out in outs][0] == [
            b"last",
            b"line",
            b"second",
            b"first",
        ]
    mine = [
        event.args[1].strip() if event.kind == "write" else event.kind
        for event in run.of("write", "exit-begin", "main-end")
        if event.pid == run.main
    ]
    assert mine[:2] == ["last line", "main-end"]
    assert mine.index("exit-begin") > mine.index("second")
    assert mine.index("exit-begin") < mine.index("first") or IS_2


def test_a_pid_read_from_a_process_is_known(runner):
    source = """
        import multiprocessing, sys
        def work(): sys.stdout.write("%d\\n" % multiprocessing.current_process().pid)
        if __name__ == "__main__":
            child = multiprocessing.Process(target=work)
            child.start()
            sys.stdout.write("%d\\n" % child.pid)
            child.join()
        """
    run = runner.record(source)
    pids = set(run.out.decode().split())
    assert len(pids) == 1 and pids == set(run.texts("pid"))


@pytest.mark.parametrize("use, name", [
    ("os.system('true')", "os.system"),

    ("os.pipe()", "os.pipe"), ("select.select([], [], [], 0)", "select.select"), ("select.poll()", "select.poll"),
    ("select.epoll().close()", "select.epoll"), ("fcntl.flock(file, fcntl.LOCK_SH)", "fcntl.flock"),
    ("fcntl.lockf(file, fcntl.LOCK_UN)", "fcntl.lockf"), ("mmap.mmap(-1, 10)", "mmap.mmap"),
    ("type('M', (mmap.mmap,), {})", "mmap.mmap"), ("socket.socketpair()", "socket.socketpair"),
    ("os.read(file.fileno(), 1)", "os.read"), ("os.path.exists('f') or os.mkfifo('f')", "os.mkfifo"),
])  # fmt: skip
def test_what_is_not_followed_is_named_once(runner, use, name):
    source = """
        import multiprocessing, os, sched, signal, subprocess, threading, time
        import fcntl, mmap, select, socket
        import multiprocessing.dummy as dummy
        try: import queue
        except ImportError: import Queue as queue
        file = open(__file__)
        if __name__ == "__main__":
            for _ in range(2):
                %s
        """
    run = runner.record(source % use)
    assert run.err == b""
    assert run.args("unfollowed") == [(name,)]


def test_the_standard_library_s_own_use_is_not_named(runner, method):
    source = """
        import logging, multiprocessing, multiprocessing.pool, random, tempfile
        def work(x): return x
        if __name__ == "__main__":
            logging.warning("x")
            for kind in (multiprocessing.Pool, multiprocessing.pool.ThreadPool):
                pool = kind(2)
                pool.map(work, range(4))
                pool.terminate()
                pool.join()
        """
    run = runner.record(source, start_method=method)
    assert run.args("unfollowed") == []
    assert run.status == 0


def test_classes_stay_classes(runner):
    source = """
        import multiprocessing, threading, subprocess, pickle
        try: import queue
        except ImportError: import Queue as queue
        class Thread(threading.Thread):
            def run(self): print("ran")
        class Queue(queue.Queue): pass
        class Process(multiprocessing.Process): pass
        class Popen(subprocess.Popen): pass
        thread = Thread()
        thread.start()
        thread.join()
        Queue().put(1)
        print(isinstance(thread, threading.Thread), issubclass(Process, multiprocessing.Process))
        print(type(threading.Lock()).__name__, threading.Thread.__init__.__name__, threading.Thread.__module__)
        """
    assert runner.record(source).out == runner.bare(source).out


def test_answers_and_killers_are_recorded(runner, method):
    source = """
        import multiprocessing, sys
        if __name__ == "__main__":
            for name in ("terminate", "kill"):
                child = multiprocessing.Process(target=abs, args=(-1,))
                sys.stdout.write("%s %s\\n" % (child.is_alive(), child.exitcode))
                child.start()
                getattr(child, name, child.terminate)()
                child.join()
                sys.stdout.write("%s %s\\n" % (child.is_alive(), len(multiprocessing.active_children())))
        """
    run = runner.record(source, start_method=method)
    assert run.out.decode().split() == ["False", "None", "False", "0"] * 2
    told = [
        ("p1", "is_alive", "0"),
        ("p1", "exitcode", ""),
        ("p1", "is_alive", "0"),
        ("children", "active_children", ""),
    ]
    again = [("p2",) + args[1:] for args in told[:3]] + told[3:]
    assert run.args("ask") == told + again
    second = "terminate" if sys.version_info < (3, 7) else "kill"
    assert run.args("kill-call") == [("p1", "terminate"), ("p2", second)] and run.args("kill") == [("p1",), ("p2",)]


@pytest.mark.skipif(IS_2, reason="2.7 has no argument daemon")
def test_a_killer_waits_for_the_word_of_the_runner(runner):
    source = """
        import multiprocessing, threading, time
        def work(): time.sleep(1000)
        if __name__ == "__main__":
            child = multiprocessing.Process(target=work)
            child.start()
            child.terminate()
            child.join()
            other = multiprocessing.Process(target=work, daemon=True)
            other.start()
            threading.Thread(target=work, daemon=True).start()
        """
    run = runner.record(source, hold=0.05)
    kinds = [
        kind
        for kind in run.kinds()
        if kind in ("kill-call", "hold", "kill", "threads-joined", "exit-begin", "exit-end")
    ]
    assert kinds == ["kill-call", "hold", "kill", "threads-joined", "hold", "exit-begin", "hold", "exit-end"]
    assert run.args("hold") == [("1",), ("2",), ("3",)]


@pytest.mark.skipif(IS_2, reason="2.7 has no class of the kind")
@pytest.mark.parametrize("use", [
    "queue.SimpleQueue[int]", "threading.Lock | None", "None | queue.SimpleQueue", "int | threading.Lock",
    "isinstance(queue.SimpleQueue(), queue.SimpleQueue)", "isinstance(3, queue.SimpleQueue)",
    "isinstance(queue.SimpleQueue(), (int, queue.SimpleQueue))", "isinstance(queue.SimpleQueue, type)",
    "issubclass(queue.SimpleQueue, queue.SimpleQueue)", "issubclass(int, queue.SimpleQueue)",
    "type(queue.SimpleQueue()) == queue.SimpleQueue", "{queue.SimpleQueue: 1}[type(queue.SimpleQueue())]",
    "type('Q', (queue.SimpleQueue,), {})().empty()", "queue.SimpleQueue.put", "queue.SimpleQueue.__name__",
    "bool(typing.Optional[queue.SimpleQueue])", "pickle.loads(pickle.dumps(queue.SimpleQueue))", "typing.List[mmap.mmap]", "Q().size()", "Q.__mro__", "issubclass(Q, mmap.mmap)",
    "isinstance(Q(), mmap.mmap)", "select.epoll.fromfd.__name__", "bool(functools.singledispatch(len).register(mmap.mmap))",
])  # fmt: skip
def test_a_class_in_c_is_used_as_a_class(runner, use):
    source = """
        import functools, mmap, pickle, queue, select, threading, typing
        class Q(mmap.mmap):
            def __new__(cls): return super().__new__(cls, -1, 10)
        try:
            print(%s)
        except Exception as error:
            print(type(error).__name__)
        """
    recorded, bare = runner.record(source % use), runner.bare(source % use)
    assert (recorded.out, recorded.err) == (bare.out, bare.err)
    assert ("mmap.mmap",) in recorded.args("unfollowed")


@pytest.mark.skipif(not IS_2, reason="3.x has importlib")
def test_a_reload_executes_the_module_again(runner):
    source = """
        import multiprocessing.pool, threading
        for module, name in ((threading, "Timer"), (multiprocessing.pool, "mapstar"), (multiprocessing, "Pool")):
            setattr(module, name, None)
            assert reload(module) is module
            assert getattr(module, name) is not None
        threading.Event().set()
        pool = multiprocessing.Pool(1)
        pool.map(len, ["a"])
        pool.close()
        pool.join()
        """
    run = runner.record(source)
    assert (run.status, run.err) == (0, b"")
    assert [args[1] for args in run.args("make")] == ["event"] and len(run.of("set")) == 1
    assert len(run.of("pool")) == len(run.of("worker-start")) == len(run.of("join")) == len(run.of("main-end")) == 1
