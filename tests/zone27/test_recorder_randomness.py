"""Random values are told, and none is drawn for the recorder."""

from __future__ import absolute_import

import pytest
from recorder_harness import Runner


@pytest.fixture
def runner(tmpdir):
    return Runner(str(tmpdir))


# What a script draws and prints, one value in a line, and of what kind each is.
DRAWN = {
    "functions": "random.randint(1, 6), random.randrange(9), random.uniform(0, 1), random.random(), random.gauss(0, 1)",
    "bits": "random.getrandbits(5), random.getrandbits(200)",
    "elements": "random.choice(['ab', 'c d']), random.choice((1, 2.5))",
    "an instance": "random.Random().randint(1, 6), random.Random().choice('abc')",
    "the system's": "random.SystemRandom().random(), random.SystemRandom().randint(1, 6)",
    "an identifier": "uuid.uuid4(), uuid.uuid1()",
    "in a comprehension": "[random.choice('abc') for _ in range(1)][0]",
}
HEAD = "from __future__ import print_function\nimport os, random, uuid\n"


@pytest.mark.parametrize("name", sorted(DRAWN))
def test_what_is_drawn_is_told(runner, name):
    run = runner.record(
        HEAD + "for value in (%s,): print(repr(value) if type(value) is float else value)\n" % DRAWN[name]
    )
    lines = run.written().split("\n")[:-1]
    told = run.texts("random")
    assert [text for text in told if text in lines] == lines
    assert name == "an identifier" or told == lines


def test_the_elements_of_a_list_are_told_one_by_one(runner):
    run = runner.record(HEAD + "x = list(range(5))\nrandom.shuffle(x)\nprint(*(x + random.sample(x, 3)))\n")
    assert run.texts("random") == run.written().split()
    assert len(run.texts("random")) == 8


def test_bytes_are_told_in_hexadecimal(runner):
    run = runner.record(HEAD + "import binascii\nprint(binascii.hexlify(os.urandom(4)).decode('ascii'))\n")
    assert run.texts("random") == run.written().split()


@pytest.mark.parametrize("seed", ["random.seed(1)", "random.setstate(random.getstate())", "random.Random(1)"])
def test_a_seed_is_told(runner, seed):
    assert runner.record(HEAD + seed + "\n").texts("seed") == [""]


@pytest.mark.parametrize("seed", ["random.seed()", "random.seed(None)", "random.Random()", "random.SystemRandom(1)"])
def test_a_seed_from_the_system_is_none(runner, seed):
    assert runner.record(HEAD + seed + "\nrandom.random()\n").texts("seed") == []


def test_what_the_standard_library_draws_is_not_the_script_s(runner):
    assert runner.record("import os, tempfile\nos.rmdir(tempfile.mkdtemp())\n").texts("random") == []


def test_no_more_are_told_than_a_script_prints(runner):
    run = runner.record(HEAD + "for _ in range(6000): random.random()\nrandom.sample(range(9000), 300)\n")
    assert len(run.texts("random")) == 5000


SEQUENCE = """
    from __future__ import print_function
    import random
    class Mine(random.Random):
        def random(self):
            return random.Random.random(self) / 2
    makers = [random, random.Random(3), Mine(3)] + [w(4) for w in [getattr(random, 'WichmannHill', None)] if w]
    random.seed(3)
    for maker in makers:
        for _ in range(20):
            print(maker.randint(1, 1000), maker.randrange(7), maker.choice('abcdef'), maker.sample(range(9), 4))
            print(maker.random(), maker.uniform(1, 2), maker.gauss(0, 1))
            x = list(range(9))
            maker.shuffle(x)
            print(x)
    print(random.getrandbits(70), random.random())
    """


@pytest.mark.filterwarnings("ignore")
def test_the_sequence_stays_the_same(runner):
    bare, recorded = runner.bare(SEQUENCE), runner.record(SEQUENCE)
    assert bare.status == recorded.status == 0
    assert bare.out == recorded.out
    assert len(recorded.out.split(b"\n")) > 180


def test_nothing_is_imported_before_the_script_does(runner):
    run = runner.both("import sys\nprint([name in sys.modules for name in ('random', 'uuid', 'secrets')])\n")
    assert run.out.split() == [b"[False,", b"False,", b"False]"]


def test_functions_are_pickled_by_name(runner):
    source = """
        import pickle, random
        from multiprocessing import Pool
        if __name__ == "__main__":
            assert pickle.loads(pickle.dumps(random.randint)) is random.randint
            pool = Pool(1)
            assert pool.apply(random.randint, (4, 4)) == 4
            pool.close()
            pool.join()
        """
    run = runner.record(source)
    assert run.status == 0, run.err
    assert run.texts("random") == ["4"]
