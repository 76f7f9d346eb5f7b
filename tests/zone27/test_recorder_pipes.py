"""Connections of multiprocessing.Pipe: what is recorded, and that nothing else is different."""

from __future__ import absolute_import

import pytest
from recorder_harness import IS_2, START_METHODS, Runner
from shared_harness import child_of, keys_of, of_key, same_as_bare


@pytest.fixture
def runner(tmpdir):
    return Runner(str(tmpdir))


@pytest.fixture(params=START_METHODS)
def method(request):
    return request.param


def test_messages_go_both_ways(runner, method):
    source = """
        import multiprocessing
        def work(end):
            print(end.recv())
            end.send_bytes(b"answer", 1, 3)
            end.send(None)
        if __name__ == "__main__":
            mine, other = multiprocessing.Pipe()
            child = multiprocessing.Process(target=work, args=(other,))
            child.start()
            mine.send({"question": [1]})
            child.join()
            print(mine.poll(), mine.poll(timeout=9) if hasattr(mine, "readable") and %d else mine.poll(9))
            buffer = bytearray(5)
            print(mine.recv_bytes_into(buffer), buffer, mine.recv(), mine.poll(0.001))
        """
    run = same_as_bare(runner, method, source % (not IS_2))
    mine, other = keys_of(run, "end")
    assert [args[1:] for args in run.args("make")] == [("end", "process", other + " both"),
                                                       ("end", "process", mine + " both")]  # fmt: skip
    assert of_key(run, mine) == [("send",), ("ask", "poll", "1"), ("poll-call", "9"), ("poll", "1"), ("recv-call",),
                                 ("recv", "ok"), ("recv-call",), ("recv", "ok"), ("poll-call", "0.001"),
                                 ("poll", "0")]  # fmt: skip
    assert of_key(run, other, child_of(run)) == of_key(run, other)
    assert of_key(run, other) == [("recv-call",), ("recv", "ok"), ("send",), ("send",)]


def test_a_pipe_goes_one_way_and_ends(runner, method):
    source = """
        import multiprocessing
        def work(end):
            end.send_bytes(b"last")
            end.close()
        if __name__ == "__main__":
            reader, writer = multiprocessing.Pipe(False)
            child = multiprocessing.Process(target=work, args=(writer,))
            child.start()
            writer.close()
            print(reader.recv_bytes(), reader.closed, writer.closed)
            try: reader.recv()
            except EOFError: print("end")
            child.join()
        """
    run = same_as_bare(runner, method, source)
    reader, writer = keys_of(run, "end")
    assert [args[3] for args in run.args("make")] == [writer + " in", reader + " out"]
    assert of_key(run, writer, child_of(run)) == [("send",), ("end-close",)]
    assert of_key(run, writer, run.main) == [("end-close",)]
    assert of_key(run, reader) == [("recv-call",), ("recv", "ok"), ("recv-call",), ("recv", "eof")]


def test_a_wait_for_a_message_is_shortened(runner):
    source = """
        import multiprocessing
        ends = multiprocessing.Pipe()
        print(ends[0].poll(5000))
        """
    run = runner.record(source, speed=1000000)
    assert run.out == b"False\n" and [args[1:] for args in run.args("poll-call", "poll")] == [("5000",), ("0",)]


@pytest.mark.skipif(IS_2, reason="2.7 sends no connection")
def test_an_end_that_is_sent_has_its_key(runner, method):
    source = """
        import multiprocessing
        def work(end): end.recv().send("through")
        if __name__ == "__main__":
            mine, other = multiprocessing.Pipe()
            reader, writer = multiprocessing.Pipe(False)
            child = multiprocessing.Process(target=work, args=(other,))
            child.start()
            mine.send(writer)
            print(reader.recv())
            child.join()
        """
    run = same_as_bare(runner, method, source)
    writer = keys_of(run, "end")[3]
    assert of_key(run, writer) == of_key(run, writer, child_of(run)) == [("send",)]


def test_the_bytes_on_the_pipe_are_the_same(runner):
    source = """
        import os, multiprocessing
        reader, writer = multiprocessing.Pipe(False)
        print((reader.fileno(), writer.fileno()))
        queue = multiprocessing.Queue()
        for message in ({"a": [1, u"x"]}, ("t", None, 2.5), b"", "x" * 10000):
            writer.send(message)
            print(os.read(reader.fileno(), 40000))
            queue.put(message)
            assert queue._reader.poll(60)
            print(os.read(queue._reader.fileno(), 40000))
        writer.send_bytes(b"bytes")
        print(os.read(reader.fileno(), 40000))
        """
    run = same_as_bare(runner, "fork", source)
    assert len(run.args("send")) == 5 and len(run.args("feed")) == 4


@pytest.mark.parametrize("failure", [
    "reader.send(1)", "writer.recv()", "writer.poll()", "writer.close(); writer.send(1)", "writer.send_bytes(b'x', 2)",
    "reader.close(); writer.send(1)", "reader.recv_bytes(-1)", "writer.send(multiprocessing.Lock())", "writer.send_bytes(3)",
    "writer.send_bytes(b'long'); reader.recv_bytes(2)", "reader.poll('no')", "writer.no",
    "writer.send_bytes(b'long'); reader.recv_bytes_into(bytearray(2))", "writer.send_bytes(b'x'); reader.recv()",
])  # fmt: skip
def test_what_fails_fails_as_without_us(runner, failure):
    source = "import multiprocessing\nreader, writer = multiprocessing.Pipe(False)\n%s\n" % failure
    same_as_bare(runner, "fork", source, status=1)


def test_an_end_is_what_it_was(runner):
    source = """
        import gc, select, weakref, multiprocessing
        import _multiprocessing
        reader, writer = multiprocessing.Pipe(False)
        print((reader.readable, reader.writable, reader.closed, len(set([reader, writer, reader])), reader == writer))
        kind = getattr(_multiprocessing, "Connection", None) or type(reader)
        print((isinstance(reader, kind), type(reader).__name__, [name for name in dir(reader) if name[0] != "_"]))
        writer.send(1)
        print(select.select([reader], [], [], 9)[0] == [reader])
        one, other = weakref.ref(reader), weakref.ref(writer)
        del reader, writer
        print((one(), other()))
        first, second = multiprocessing.Pipe()
        del second
        try: first.recv()
        except EOFError: print("end")
        """
    same_as_bare(runner, "fork", source)


@pytest.mark.skipif(not IS_2, reason="3.x sends connections by itself")
def test_an_end_that_2_7_sends_by_hand_has_its_key(runner):
    source = """
        import pickle, multiprocessing
        from multiprocessing import reduction
        reader, writer = multiprocessing.Pipe(False)
        function, args = reduction.reduce_connection(writer)
        function(*pickle.loads(pickle.dumps(args))).send("through")
        print(reader.recv())
        """
    run = same_as_bare(runner, "fork", source)
    assert of_key(run, keys_of(run, "end")[1]) == [("send",)]
