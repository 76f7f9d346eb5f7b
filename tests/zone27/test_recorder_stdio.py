# -*- coding: utf-8 -*-
"""Output is recorded, and the same bytes leave as without the recorder, on pipes and on terminals."""

from __future__ import absolute_import

import os
import pty
import subprocess

import pytest
from recorder_harness import IS_2, Runner

# What 2.7 and 3.x both run.
COMMON = [
    "from __future__ import print_function\nprint('a', 'b', end='')\nprint()\nprint('c', sep='-')\n",
    "# coding: utf-8\nfrom __future__ import print_function\nprint(u'h\\xe9llo \\u4e16')\n",
    "import sys\nsys.stdout.write('x')\nsys.stdout.writelines(['l1\\n', 'l2\\n'])\nsys.stderr.write('e\\n')\n",
    "import sys\nsys.stdout.write('x')\nsys.stdout.flush()\nsys.stderr.write('e\\n')\nsys.stdout.write('y')\n",
    "import os, sys\nsys.stdout.write('x\\n')\nsys.stdout.flush()\nos.write(1, b'raw\\xff\\n')\nos.write(2, b'e\\n')\n",
    "import sys\nclass D(object):\n    def __del__(self, out=sys.stdout): out.write('del\\n')\nd = D()\n",
    "import sys\nprint(sys.stdout.isatty(), sys.stdout.fileno(), sys.stdout.encoding, sys.stdout.errors)\n"
    "print(sys.stdout.mode, sys.stdout.name, sys.stdout.closed, sys.stdout is sys.__stdout__)\n",
    "import sys\nprint(repr(sys.stdout).replace(hex(id(sys.stdout)), '').split(' at ')[0])\n",
    "import sys\ntry: sys.stdout.write(5)\nexcept TypeError as error: sys.stderr.write(str(error))\n",
    "import sys\nsys.stdout = open('/dev/null', 'w')\nprint('gone')\nsys.stdout = sys.__stdout__\nprint('back')\n",
    "import sys\nprint('x')\nsys.stdout.close()\n",
    "import codecs, sys\nstream = codecs.getwriter('utf-8')(getattr(sys.stdout, 'buffer', sys.stdout))\nstream.write(u'\\xe9\\n')\n",
    "import subprocess, sys\nsubprocess.call([sys.executable, '-c', 'print(1)'], stdout=sys.stdout)\n",
    "import os\nos.close(1)\nos.write(2, b'x')\n",
]
ONLY_2 = [
    "import sys\nprint 1, 2\nprint 1,\nsys.stdout.write('x')\nprint 2\nprint 'a\\n',\nprint 'b',\nprint 'c\\t',\nprint 'd'\n",
    "print u'caf\\xe9', 'x', [u'\\xe9'], 0.1, 10L, None,\nprint\nprint\n",
    "import sys\nprint >>sys.stderr, 'e', 1,\nprint >>sys.stderr\nprint >>sys.stdout, 'to',\nprint 'end',\n",
    "import sys\nreload(sys)\nsys.setdefaultencoding('utf-8')\nprint 'x', u'\\xe9'\nsys.stdout.write(u'\\u4e16\\n')\n",
    "import sys\nprint isinstance(sys.stdout, file), sys.stdout.softspace\nprint 1,\nraise ValueError\n",
    "import sys\nsys.stdout.write(buffer('ab'))\nsys.stdout.write(bytearray('c'))\n",
]
ONLY_3 = [
    "import sys\nprint('a', flush=True)\nsys.stdout.buffer.write(b'b\\xfe\\n')\nprint('c', flush=True)\nsys.stdout.buffer.raw.write(b'')\n",
    "import io, sys\nprint(isinstance(sys.stdout, io.TextIOWrapper), isinstance(sys.stdout.buffer, io.BufferedIOBase))\n"
    "print(sys.stdout.buffer is sys.stdout.buffer, sys.stdout.line_buffering, sys.stderr.errors)\n",
    "try: print('\\ud800')\nexcept UnicodeEncodeError as error: print(error)\nprint('x', '\\ud800', file=__import__('sys').stderr)\n",
    "import io, sys\nsys.stdout = io.TextIOWrapper(sys.stdout.buffer, encoding='utf-8')\nprint('\\xe9')\n",
    "import io, sys\nsys.stdout = io.TextIOWrapper(sys.stdout.detach(), encoding='latin-1')\nprint('\\xe9')\n",
    "import sys\nif hasattr(sys.stdout, 'reconfigure'): sys.stdout.reconfigure(encoding='latin-1')\nprint('\\xe9')\n",
    "import contextlib, io\nwith contextlib.redirect_stdout(io.StringIO()): print('hidden')\nprint('shown')\n",
]
SOURCES = COMMON + (ONLY_2 if IS_2 else ONLY_3)
# Text that a subprocess or the interpreter's own C code writes, or that lies under the text, is not recorded.
NOT_ALL = ("subprocess", "os.close(1)")


@pytest.fixture
def runner(tmpdir):
    return Runner(str(tmpdir))


def _as_bytes(text):
    return text if IS_2 else text.encode("utf-8", "surrogateescape")


@pytest.mark.parametrize("options", [(), ("-u",)])
@pytest.mark.parametrize("source", SOURCES)
def test_bytes_on_pipes_are_those_of_a_bare_run(runner, source, options):
    recorded, bare = runner.record(source, *options), runner.bare(source, *options)
    assert (recorded.status, recorded.out, recorded.err) == (bare.status, bare.out, bare.err)
    if not any(part in source for part in NOT_ALL):
        assert _as_bytes(recorded.written()) == recorded.out
        assert _as_bytes(recorded.written("stderr")) == recorded.err


def _on_terminal(command, environment):
    """Return status and bytes of a run on a terminal."""
    master, slave = pty.openpty()
    process = subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=slave, stderr=slave)
    os.close(slave)
    process.stdin.close()
    chunks = []
    while True:
        try:
            chunks.append(os.read(master, 65536))
        except OSError:
            break
        if not chunks[-1]:
            break
    os.close(master)
    return process.wait(), b"".join(chunks)


@pytest.mark.parametrize("encoding", ["utf-8", None])
@pytest.mark.parametrize("source", SOURCES)
def test_bytes_on_a_terminal_are_those_of_a_bare_run(runner, source, encoding):
    command, runs = runner.command(source), []
    for folder in (None, runner.traces()):
        environment = dict(runner.environment(folder), LC_ALL="C.UTF-8")
        if encoding is None:
            del environment["PYTHONIOENCODING"]
        runs.append(_on_terminal(command, environment))
    assert runs[0] == runs[1]


def test_pieces_stay_pieces_and_come_before_the_next_step(runner):
    run = runner.record("from __future__ import print_function\nimport sys\nprint('a', 'b')\nsys.stdout.flush()\n")
    assert [event.args for event in run.of("write", "flush")][:5] == [
        ("stdout", "a"),
        ("stdout", " "),
        ("stdout", "b"),
        ("stdout", "\n"),
        ("stdout",),
    ]


TWO_THREADS = """
    import threading
    begun, ended = threading.Event(), threading.Event()
    def other():
        begun.wait()
        print "callback", 3
        %s
        ended.set()
    def ask():
        begun.set()
        ended.wait()
        return 4
    thread = threading.Thread(target=other)
    thread.start()
    print "got", ask()
    thread.join()
    """


@pytest.mark.skipif(not IS_2, reason="3.x has no softspace")
def test_a_blank_that_another_thread_s_print_took_or_left_is_told(runner):
    run = runner.both(TWO_THREADS % "")
    assert (run.out, run.args("blank")) == (b"got callback 3\n4\n", [("stdout", "0"), ("stdout", "1")])
    run = runner.both(TWO_THREADS % "print 5,")
    assert (run.out, run.args("blank")) == (b"got callback 3\n5 4\n", [("stdout", "0")])


@pytest.mark.skipif(not IS_2, reason="3.x has no softspace")
def test_a_thread_alone_tells_no_blanks(runner):
    assert runner.both("print 1, 2\nprint 3,\nprint 4\nprint\nprint 'a\\t',\nprint 'b',\n").of("blank") == []


def test_a_flush_of_nothing_is_no_event(runner):
    assert runner.record("import sys\nsys.stdout.flush()\nsys.stderr.flush()\n").of("flush") == []


def test_what_the_stream_refuses_is_not_recorded(runner):
    source = "import sys\ntry: sys.stdout.write(u'\\xe9')\nexcept UnicodeError: sys.stdout.write('no')\n"
    assert runner.record(source, pythonioencoding="ascii").written() == "no"


def test_many_threads_write_whole_events(runner):
    source = """
        import sys, threading
        def work(letter):
            for _ in range(500):
                sys.stdout.write(letter * 10 + "\\n")
        threads = [threading.Thread(target=work, args=(letter,)) for letter in "abcd"]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
        """
    run = runner.record(source)
    assert sorted(text for _, text in run.args("write")) == sorted([letter * 10 + "\n" for letter in "abcd"] * 500)
    assert len(set(event.thread for event in run.of("write"))) >= 1


def test_an_error_of_the_stream_is_the_script_s(runner):
    source = """
        import sys, os
        reader, writer = os.pipe()
        os.close(reader)
        os.dup2(writer, 1)
        try:
            sys.stdout.write("x" * 100000)
            sys.stdout.flush()
        except (IOError, OSError) as error:
            os.write(2, str(error.errno).encode())
            os._exit(4)
        """
    recorded, bare = runner.record(source), runner.bare(source)
    assert (recorded.status, recorded.err) == (bare.status, bare.err) == (4, b"32")
