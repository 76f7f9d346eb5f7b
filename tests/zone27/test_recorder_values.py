"""multiprocessing's Value, Array, RawValue and RawArray: what is recorded, and that nothing else is different."""

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


def test_a_value_is_read_and_written(runner, method):
    source = """
        import multiprocessing
        def work(value, raw):
            with value.get_lock():
                value.value += 1
            raw.value = 2.5
        if __name__ == "__main__":
            value, raw = multiprocessing.Value("i", 3), multiprocessing.RawValue("d", 1)
            child = multiprocessing.Process(target=work, args=(value, raw))
            child.start()
            child.join()
            print(value.value, raw.value)
        """
    run = same_as_bare(runner, method, source)
    lock, value, raw = [args[0] for args in run.args("make")]
    assert [args[1:] for args in run.args("make")] == [("rlock", "process", ""), ("value", "process", lock),
                                                       ("value", "process", "")]  # fmt: skip
    assert of_key(run, value, child_of(run)) == [("access", "r"), ("access", "w")]
    assert of_key(run, raw, child_of(run)) == [("access", "w")]
    assert of_key(run, value, run.main) == of_key(run, raw, run.main) == [("access", "r")]
    assert of_key(run, lock) == [("acquire-call", ""), ("acquire", "1"), ("release",)]
    assert all(event.place.rsplit("/", 1)[-1].startswith("script.py:") for event in run.of("access"))


def test_an_array_is_read_and_written(runner, method):
    source = """
        import multiprocessing
        def work(array, raw, text):
            array[1] = 7
            array[2:] = [8, 9]
            raw[0] += 1
            text.value = b"new"
        if __name__ == "__main__":
            array, raw = multiprocessing.Array("i", 4), multiprocessing.RawArray("h", [5, 6])
            text = multiprocessing.Array("c", b"old!")
            child = multiprocessing.Process(target=work, args=(array, raw, text))
            child.start()
            child.join()
            print(array[:], array[1:3], len(array), [item for item in raw], list(raw[:]), text.value, text.raw)
        """
    run = same_as_bare(runner, method, source)
    lock, array, raw = [args[0] for args in run.args("make")][:3]
    text = keys_of(run, "array")[2]
    assert [args[1:] for args in run.args("make")][:3] == [("rlock", "process", ""), ("array", "process", lock),
                                                           ("array", "process", "")]  # fmt: skip
    modes = [[mode[1] for mode in of_key(run, key, child_of(run))] for key in (array, raw, text)]
    assert modes == [["w", "w"], ["r", "w"], ["w"]]
    modes = [[mode[1] for mode in of_key(run, key, run.main)] for key in (array, raw, text)]
    assert modes == [["r"] * 3, ["r"] * 4, ["r"] * 2]
    assert run.args("acquire") == []


def test_a_lock_may_be_given_or_left_out(runner, method):
    source = """
        import multiprocessing
        def work(value, other):
            value.value += 1
            with value.get_lock(): pass
            other.acquire()
            other.release()
        if __name__ == "__main__":
            lock = multiprocessing.Lock()
            value, other = multiprocessing.Value("i", 1, lock=lock), multiprocessing.Array("i", [1, 2], lock=lock)
            child = multiprocessing.Process(target=work, args=(value, other))
            child.start()
            child.join()
            none = multiprocessing.Value("i", 5, lock=False)
            print(value.value, value.get_lock() is lock, none.value, type(none).__name__, value.get_obj().value)
        """
    run = same_as_bare(runner, method, source)
    lock, value, other, none = [args[0] for args in run.args("make")]
    assert [args[3] for args in run.args("make")] == ["", lock, lock, ""]
    assert of_key(run, lock) == 2 * [("acquire-call", ""), ("acquire", "1"), ("release",)]
    assert [mode[1] for mode in of_key(run, value)] == ["r", "w", "r", "r"]
    assert of_key(run, none) == [("access", "r")] and of_key(run, other) == []


def test_structures_are_read_and_written_member_by_member(runner, method):
    source = """
        import ctypes, multiprocessing
        class Point(ctypes.Structure):
            _fields_ = [("x", ctypes.c_double), ("y", ctypes.c_double)]
        def work(point, points):
            point.x = 1.5
            points[1].y *= 2
        if __name__ == "__main__":
            point, points = multiprocessing.Value(Point, 1, 2), multiprocessing.Array(Point, [(1, 2), (3, 4)])
            child = multiprocessing.Process(target=work, args=(point, points))
            child.start()
            child.join()
            print(point.x, point.y, points[1].y, Point.x.offset, Point.y.size, Point(1, 2).y)
        """
    run = same_as_bare(runner, method, source)
    point, points = [keys_of(run, what)[0] for what in ("value", "array")]
    assert [mode[1] for mode in of_key(run, point)] == ["w", "r", "r"]
    # An item is had by a read, which gives an object; its member is then read or written.
    assert [mode[1] for mode in of_key(run, points)] == ["r", "r", "w", "r", "r"]


def test_other_objects_of_ctypes_are_left_alone(runner):
    source = """
        import ctypes, multiprocessing
        shared = multiprocessing.RawValue("i", 1), multiprocessing.RawArray("i", 2), multiprocessing.RawArray("c", b"ab")
        number, numbers, text = ctypes.c_int(4), (ctypes.c_int * 2)(1, 2), ctypes.create_string_buffer(b"xy", 2)
        number.value += 1
        numbers[0] = 3
        text.value = b"z"
        print(number, number.value, numbers[:], len(numbers), list(numbers), 3 in numbers, text.value, text.raw)
        print(ctypes.c_int.value, ctypes.sizeof(numbers), ctypes.pointer(number).contents.value)
        shared[1][:] = numbers
        print(shared[1][:], multiprocessing.sharedctypes.copy(shared[0]).value)
        """
    run = same_as_bare(runner, "fork", source)
    assert len(run.of("make")) == 4
    assert [args[1] for args in run.args("access")] == ["w", "r", "r"]


@pytest.mark.parametrize("failure", [
    "multiprocessing.Value('i').value = 'no'", "multiprocessing.Array('i', 2)[2]", "multiprocessing.Array('i', 'x')",
    "multiprocessing.Array('i', 2)[:] = [1]", "multiprocessing.RawValue('i').no", "multiprocessing.Value('i', lock=3)",
    "multiprocessing.Value('d', 1).get_lock().release()", "multiprocessing.RawArray('i', 2)['x']",
    "multiprocessing.Array('c', b'ab').value = 'long'", "del multiprocessing.RawValue('i').value",
])  # fmt: skip
def test_what_fails_fails_as_without_us(runner, failure):
    same_as_bare(runner, "fork", "import multiprocessing\n%s\n" % failure, status=1)


def test_memory_that_is_used_again_has_a_new_key(runner, method):
    source = """
        import multiprocessing
        def work(value): value.value = 1
        if __name__ == "__main__":
            for _ in range(2):
                value = multiprocessing.RawValue("i", 0)
                child = multiprocessing.Process(target=work, args=(value,))
                child.start()
                child.join()
                print(value.value)
                del value, child
        """
    run = same_as_bare(runner, method, source)
    first, second = keys_of(run, "value")
    assert first != second
    assert of_key(run, first) == of_key(run, second) == [("access", "w"), ("access", "r")]


def test_a_value_goes_to_a_pool_and_by_name(runner, method):
    source = """
        import multiprocessing
        def prepare(value):
            global kept
            kept = value
        def work(number):
            with kept.get_lock(): kept.value += number
        if __name__ == "__main__":
            value = multiprocessing.Value("i", 0)
            pool = multiprocessing.Pool(2, prepare, (value,))
            pool.map(work, range(4))
            pool.close()
            pool.join()
            print(value.value)
        """
    run = same_as_bare(runner, method, source)
    value = keys_of(run, "value")[0]
    assert sorted(of_key(run, value)) == [("access", "r")] * 5 + [("access", "w")] * 4
    assert IS_2 or len(run.args("acquire")) == 4
