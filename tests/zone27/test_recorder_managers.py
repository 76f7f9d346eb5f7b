"""Managers: their process, and each call through a proxy: what is recorded, and where."""

from __future__ import absolute_import

import pytest
from recorder_harness import IS_2, START_METHODS, Runner
from shared_harness import keys_of, same_as_bare
from shared_harness import of_key as all_of_key


@pytest.fixture
def runner(tmpdir):
    return Runner(str(tmpdir))


@pytest.fixture(params=START_METHODS)
def method(request):
    return request.param


def server_of(run):
    return run.of("manager-ready")[0].pid


def of_key(run, key, pid=None):
    """Return what was done with a thing; the call that makes it has its key as its number."""
    return [event for event in all_of_key(run, key, pid) if event[0] not in ("remote", "serve-begin")]


def accesses(run, what):
    return [args[1] for args in run.args("access") if args[0] == keys_of(run, what)[0]]


def test_a_manager_starts_is_ready_and_ends(runner, method):
    source = """
        import multiprocessing
        if __name__ == "__main__":
            manager = multiprocessing.Manager()
            print(type(manager.list([1])).__name__)
            manager.shutdown()
            print("over")
        """
    run = same_as_bare(runner, method, source)
    kinds = [kind for kind in run.kinds() if kind.startswith("manager") or kind == "process-start"]
    assert kinds == ["manager-start", "process-start", "manager-started", "manager-end-call", "manager-end"]
    assert run.args("manager-started") == run.args("manager-end") == [("1",)]
    assert run.of("manager-ready")[0].clock <= run.of("manager-started")[0].clock
    assert run.of("unfollowed") == []
    assert ("die" if IS_2 else "process-end") in run.kinds(server_of(run))


def test_a_manager_that_nobody_ends_is_ended_at_exit(runner, method):
    source = """
        import multiprocessing
        if __name__ == "__main__":
            keep = multiprocessing.Manager()
        """
    run = same_as_bare(runner, method, source)
    kinds = run.kinds()
    assert kinds.index("exit-begin") < kinds.index("manager-end-call") < kinds.index("manager-end")
    assert kinds[-1] == "exit-end"


def test_data_is_read_and_written_by_parts(runner, method):
    source = """
        import multiprocessing
        def work(names, book, space, value, array):
            names.append("x")
            book["a"] = len(names)
            book[("b", 1)] = names[0]
            space.x = space.y
            value.value += 1
            array[1] = array[0]
        if __name__ == "__main__":
            manager = multiprocessing.Manager()
            things = (manager.list(), manager.dict(), manager.Namespace(y=7), manager.Value("i", 0),
                      manager.Array("i", [3, 4]))
            child = multiprocessing.Process(target=work, args=things)
            child.start()
            child.join()
            print(list(things[0][:]), sorted(map(str, things[1].keys())), things[2].x, things[3].value, things[4][1])
            print("%s %s" % (things[0], things[1]))
            print("nothing" in things[1])
            try: things[1]["nothing"]
            except KeyError as error: print(error)
            manager.shutdown()
        """
    run = same_as_bare(runner, method, source)
    makes = [args[1:] for args in run.args("make")]
    assert makes == [(what, "process", "") for what in ("list", "dict", "namespace", "value", "array")]
    assert len(set(args[0] for args in run.args("make"))) == 5
    child = [event for event in run.of("access") if event.pid not in (run.main, server_of(run))]
    assert [event.args[1] for event in child] == [
        "w", "r", "w 'a'", "r 0", "w ('b', 1)", "r 'y'", "w 'x'", "r", "w", "r 0", "w 1",
    ]  # fmt: skip
    mains = [event.args for event in run.of("access") if event.pid == run.main]
    by_thing = [[mode for key, mode in mains if key == made[0]] for made in run.args("make")]
    assert by_thing == [["r", "r"], ["r", "r", "r 'nothing'", "r 'nothing'"], ["r 'x'"], ["r"], ["r 1"]]
    assert child[0].place.endswith("script.py:3")


def test_a_queue_numbers_its_messages(runner, method):
    source = """
        import multiprocessing
        try: import queue as queues
        except ImportError: import Queue as queues
        def work(queue):
            for item in "ab": queue.put(item)
            queue.put_nowait("a")
        def attempt(call, *args):
            try: call(*args)
            except (queues.Full, queues.Empty) as error: print(type(error).__name__)
        if __name__ == "__main__":
            manager = multiprocessing.Manager()
            queue = manager.Queue()
            child = multiprocessing.Process(target=work, args=(queue,))
            child.start()
            print([queue.get() for _ in range(2)], queue.get(timeout=50))
            child.join()
            print(queue.empty(), queue.qsize())
            queue.task_done()
            bound = manager.JoinableQueue(1)
            attempt(bound.get, True, 0.01)
            attempt(bound.get_nowait)
            bound.put("one")
            attempt(bound.put, "two", False)
            attempt(bound.put, "two", True, 0.01)
            bound.get()
            bound.task_done()
            bound.join()
            manager.shutdown()
        """
    run = same_as_bare(runner, method, source, speed=10)
    first, second = keys_of(run, "queue")
    assert [args[3] for args in run.args("make")] == ["fifo 0", "fifo 1"]
    puts = [event for event in run.of("put") if event.args[0] == first]
    assert [event.args[1] for event in puts] == ["1", "2", "3"]
    assert len(set(event.pid for event in puts)) == 1 and puts[0].pid not in (run.main, server_of(run))
    assert of_key(run, first, run.main) == [
        ("take-call", ""), ("take", "1"), ("take-call", ""), ("take", "2"), ("take-call", "50"), ("take", "3"),
        ("ask", "empty", "1"), ("ask", "qsize", "0"), ("task-done",),
    ]  # fmt: skip
    assert of_key(run, second) == [
        ("take-call", "0.01"), ("take", "empty"), ("take-call", "0"), ("take", "empty"), ("put-call", ""),
        ("put", "1"), ("put-call", "0"), ("put", "full"), ("put-call", "0.01"), ("put", "full"), ("take-call", ""),
        ("take", "1"), ("task-done",), ("tasks-join-call",), ("tasks-join",),
    ]  # fmt: skip


def test_locks_semaphores_and_conditions(runner, method):
    source = """
        import multiprocessing
        def work(lock, condition):
            with lock: pass
            with condition: condition.notify()
        if __name__ == "__main__":
            manager = multiprocessing.Manager()
            lock, rlock, semaphore = manager.Lock(), manager.RLock(), manager.Semaphore(2)
            condition = manager.Condition(lock)
            own = manager.Condition()
            child = multiprocessing.Process(target=work, args=(lock, condition))
            with condition:
                child.start()
                condition.wait()
            child.join()
            print(rlock.acquire(), rlock.acquire(), semaphore.acquire(False))
            own.acquire()
            own.wait(0.01)
            own.notify_all()
            own.release()
            try: lock.release()
            except Exception as error: print(type(error).__name__)
            manager.shutdown()
        """
    run = same_as_bare(runner, method, source, speed=10)
    lock, rlock, semaphore, condition, inner, own = [args[0] for args in run.args("make")]
    details = [args[1:] for args in run.args("make")]
    assert details == [
        ("lock", "process", ""), ("rlock", "process", ""), ("semaphore", "process", "2"),
        ("condition", "process", lock), ("rlock", "process", ""), ("condition", "process", inner),
    ]  # fmt: skip
    once = [("acquire-call", ""), ("acquire", "1"), ("release",)]
    assert of_key(run, lock, run.main) == once
    children = set(event.pid for event in run.of("notify")) - {run.main}
    assert of_key(run, lock, children.pop()) == once + once
    assert of_key(run, condition) == [("cond-wait-call", ""), ("notify", "1"), ("cond-wait", "1")]
    assert of_key(run, rlock) == once[:2] + once[:2]
    assert of_key(run, semaphore) == [("acquire-call", "0"), ("acquire", "1")]
    assert of_key(run, inner) == once
    assert of_key(run, own) == [("cond-wait-call", "0.01"), ("cond-wait", "0"), ("notify", "")]


def test_events(runner, method):
    source = """
        import multiprocessing
        def work(event):
            print(event.wait())
        if __name__ == "__main__":
            manager = multiprocessing.Manager()
            event = manager.Event()
            child = multiprocessing.Process(target=work, args=(event,))
            child.start()
            print(event.wait(0.01))
            event.set()
            child.join()
            print(event.is_set())
            event.clear()
            manager.shutdown()
        """
    run = same_as_bare(runner, method, source, speed=10)
    key = keys_of(run, "event")[0]
    assert of_key(run, key, run.main) == [
        ("flag-wait-call", "0.01"), ("flag-wait", "0"), ("set",), ("ask", "is_set", "1"), ("clear",),
    ]  # fmt: skip
    child = [event.pid for event in run.of("process-begin") if event.pid != server_of(run)][0]
    assert of_key(run, key, child) == [("flag-wait-call", ""), ("flag-wait", "1")]


@pytest.mark.skipif(IS_2, reason="2.7 has neither")
def test_barriers_and_waits_for_a_predicate(runner, method):
    source = """
        import multiprocessing
        def work(barrier):
            barrier.wait()
        if __name__ == "__main__":
            with multiprocessing.Manager() as manager:
                barrier, condition = manager.Barrier(2), manager.Condition()
                child = multiprocessing.Process(target=work, args=(barrier,))
                child.start()
                barrier.wait(1000)
                child.join()
                print(barrier.parties, barrier.n_waiting)
                with condition:
                    print(condition.wait_for(lambda: False, 0.05))
        """
    run = same_as_bare(runner, method, source, speed=10)
    key = keys_of(run, "barrier")[0]
    assert of_key(run, key, run.main)[0] == ("barrier-call", "1000")
    assert sorted(event.args[1] for event in run.of("barrier")) == ["0", "1"]
    waits = run.args("cond-wait-call")
    assert waits[0][1] == "0.05"
    assert all(0 < float(told) <= 0.05 for _, told in waits)


BOARD = """
    import multiprocessing
    from multiprocessing.managers import BaseManager
    class Board(object):
        def __init__(self, size):
            print("of size %d" % size)
            self.notes = []
        def pin(self, note):
            print("pin %s" % note)
            self.notes.append(note)
        def read(self):
            return sorted(self.notes)
        def fail(self):
            raise ValueError("it fails")
        def bad(self):
            return lambda: 1
    class BoardManager(BaseManager): pass
    BoardManager.register("Board", Board)
    """


def test_a_class_of_the_scripts_own_is_served(runner, method):
    source = (
        BOARD
        + """
    def work(board):
        board.pin("left")
    if __name__ == "__main__":
        manager = BoardManager()
        manager.start()
        board = manager.Board(3)
        child = multiprocessing.Process(target=work, args=(board,))
        child.start()
        child.join()
        board.pin("right")
        print(board.read())
        for name in ("fail", "bad", "nothing"):
            try: getattr(board, name)()
            except Exception as error: print("%s %s" % (type(error).__name__, error))
        manager.shutdown()
    """
    )
    run = same_as_bare(runner, method, source)
    assert [args[1:] for args in run.args("make")] == [("object", "process", "")]
    assert accesses(run, "object") == ["w"] * 5
    server = [(event.kind, event.args) for event in run.events if event.pid == server_of(run)]
    begun = [args[0] for kind, args in server if kind == "serve-begin"]
    assert sorted(begun) == sorted(args[0] for args in run.args("remote")) and len(begun) == 6
    assert begun[0] == keys_of(run, "object")[0]
    inside, written = None, {}
    for kind, args in server:
        inside = args[0] if kind == "serve-begin" else None if kind == "serve-end" else inside
        if kind == "write":
            written[inside] = written.get(inside, "") + args[1]
    assert [written[call] for call in begun if call in written] == ["of size 3\n", "pin left\n", "pin right\n"]


def test_one_thing_that_is_asked_for_twice_has_one_key(runner, method):
    source = """
        import multiprocessing
        from multiprocessing.managers import BaseManager, DictProxy
        try: import queue as queues
        except ImportError: import Queue as queues
        class Ours(BaseManager): pass
        messages, book = queues.Queue(5), {}
        def get_book(): return book
        def get_messages(): return messages
        Ours.register("book", get_book, DictProxy)
        Ours.register("messages", get_messages)
        if __name__ == "__main__":
            ours = Ours()
            ours.start()
            ours.messages().put("one")
            ours.book()["a"] = 1
            print(ours.messages().get(), ours.book().items() == [("a", 1)], "a" in ours.book())
            ours.shutdown()
        """
    run = same_as_bare(runner, method, source)
    shared = [args for args in run.args("make") if args[2] == "process"]
    assert [args[1:] for args in shared] == [("queue", "process", "fifo 5"), ("dict", "process", "")]
    assert run.args("put") == run.args("take") == [(shared[0][0], "1")]
    assert accesses(run, "dict") == ["w 'a'", "r", "r 'a'"]


def test_a_thing_at_the_address_of_another_is_another(runner, method):
    source = """
        import multiprocessing
        if __name__ == "__main__":
            manager = multiprocessing.Manager()
            for _ in range(10):
                manager.list().append(1)
            manager.shutdown()
        """
    run = same_as_bare(runner, method, source)
    keys = keys_of(run, "list")
    assert len(set(keys)) == 10
    assert [args for args in run.args("access")] == [(key, "w") for key in keys]


def test_what_holds_other_things(runner, method):
    source = """
        import multiprocessing
        if __name__ == "__main__":
            manager = multiprocessing.Manager()
            outer, inner = manager.list(), manager.dict()
            outer.append(inner)
            outer[0]["a"] = 1
            print([dict(one.items()) if hasattr(one, "items") else one for one in [inner]])
            print([key for key in inner.keys()])
            manager.shutdown()
        """
    run = same_as_bare(runner, method, source)
    assert [args[1] for args in run.args("make")] == ["list", "dict"]
    assert accesses(run, "list") == ["w", "r 0"]
    if not IS_2:  # there the server's own process gives the thing itself, and a copy of it comes back
        assert accesses(run, "dict") == ["w 'a'", "r", "r"]


def test_what_is_not_followed_is_said(runner):
    source = """
        import multiprocessing
        from multiprocessing.managers import BaseManager
        if __name__ == "__main__":
            BaseManager().get_server().listener.close()
            manager = multiprocessing.Manager()
            pool = manager.Pool(1)
            print(pool.apply(int, ("7",)))
            pool.terminate()
            manager.shutdown()
        """
    run = runner.record(source)
    assert run.status == 0
    assert sorted(set(run.args("unfollowed"))) == [
        ("multiprocessing.managers.Pool",),
        ("multiprocessing.managers.get_server",),
    ]


def test_a_turned_run_delays_what_is_put_and_written(runner, method):
    source = """
        import multiprocessing
        def work(queue, number):
            queue.put(number)
        if __name__ == "__main__":
            manager = multiprocessing.Manager()
            queue = manager.Queue()
            children = [multiprocessing.Process(target=work, args=(queue, number)) for number in range(3)]
            for child in children: child.start()
            print(sorted(queue.get() for _ in children))
            for child in children: child.join()
            manager.shutdown()
        """
    run = same_as_bare(runner, method, source, turn=0.2)
    pids = [event.pid for event in sorted(run.of("process-begin"), key=lambda event: event.args[0])]
    order = [event.pid for event in sorted(run.of("put"), key=lambda event: int(event.args[1]))]
    assert order == pids[:0:-1]
