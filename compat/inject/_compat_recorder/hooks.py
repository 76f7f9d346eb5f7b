"""Put hooks into place: on a module right after the script has imported it, on functions and methods by name.

Run by: the recorder's start-up and the import system, inside the script's interpreter.  Versions: 2.7 and 3.6
or later.  May not import: anything but builtin modules; see `sitecustomize`.

Nothing is imported for the script.  One finder at the head of `sys.meta_path` lets the others find a module
and has it patched once its code has run; the module, its spec and its loader stay what they would be.
"""

from __future__ import absolute_import

import sys

_patches = {}


def on_import(name, patch):
    """Call `patch(module)` once the module `name` has been imported, now if it has been already."""
    _patches.setdefault(name, []).append(patch)
    if name in sys.modules:
        _apply(sys.modules[name], [patch])


def _apply(module, patches):
    for patch in patches:
        try:
            patch(module)
        except Exception:  # an interpreter that looks different: record less, disturb nothing
            pass


class Finder3(object):
    """The finder for 3.x: lends the loader of a wanted module an `exec_module` that patches afterwards."""

    @classmethod
    def find_spec(cls, name, path=None, target=None):
        if name not in _patches:
            return None
        for finder in sys.meta_path:
            find = None if finder is cls else getattr(finder, "find_spec", None)
            spec = find(name, path, target) if find is not None else None
            if spec is not None:
                cls._lend(spec, _patches[name])
                return spec
        return None

    @staticmethod
    def _lend(spec, patches):
        loader = spec.loader
        if not hasattr(loader, "exec_module"):
            return
        if isinstance(loader, type):  # that of modules that are part of the interpreter
            spec.loader = _Lender(loader, patches)
            return
        execute = loader.exec_module

        def exec_module(module):
            del loader.exec_module
            execute(module)
            _apply(module, patches)

        loader.exec_module = exec_module


class _Lender(object):
    """Stands for a loader that is a class, until the module is executed."""

    def __init__(self, loader, patches):
        self.loader, self.patches = loader, patches

    def create_module(self, spec):
        return self.loader.create_module(spec)

    def exec_module(self, module):
        module.__spec__.loader = module.__loader__ = self.loader
        self.loader.exec_module(module)
        _apply(module, self.patches)


class Finder2(object):
    """The finder for 2.7: takes a wanted module, imports it in the plain way, patches it."""

    def __init__(self):
        self.under_way = set()

    def find_module(self, name, path=None):
        return self if name in _patches and name not in self.under_way else None

    def load_module(self, name):
        self.under_way.add(name)
        try:
            if name in sys.modules:  # `reload`
                _execute_again(name)
            else:
                __import__(name, {}, {}, [], 0)
        finally:
            self.under_way.discard(name)
        _apply(sys.modules[name], _patches[name])
        return sys.modules[name]


def _execute_again(name):
    """Do what 2.7's `reload` would do without us; to call it from within itself has no effect."""
    imp = __import__("imp")  # built into 2.7, gone from 3.12 on

    package, _, own = name.rpartition(".")
    found = imp.find_module(own, sys.modules[package].__path__ if package else None)
    try:
        imp.load_module(name, *found)
    finally:
        if found[0] is not None:
            found[0].close()


def install():
    """Begin to watch imports."""
    sys.meta_path.insert(0, Finder2() if sys.version_info[0] == 2 else Finder3)


def imitate(new, old, module=None):
    """Make a hook look like what it stands for, so that it is pickled by the same name."""
    for name in ("__module__", "__name__", "__qualname__", "__doc__"):
        try:
            setattr(new, name, getattr(old, name))
        except (AttributeError, TypeError):
            pass
    if module is not None:
        new.__module__ = module
    return new


def patch(owner, name, make):
    """Replace a function of a module or a method of a class by `make(original)`; nothing happens where there is none."""
    raw = vars(owner).get(name)
    if raw is None:
        return
    kind = type(raw) if isinstance(raw, (staticmethod, classmethod)) else None
    original = raw.__func__ if kind else raw
    new = imitate(make(original), original)
    setattr(owner, name, kind(new) if kind else new)


def patch_aliases(owner, name, make):
    """Replace a method of a class under every name that it has there."""
    original = vars(owner).get(name)
    if original is None:
        return
    new = imitate(make(original), original)
    for alias, value in list(vars(owner).items()):
        if value is original:
            setattr(owner, alias, new)


class Builtin(object):
    """Stands for a function written in C: does not bind to a class it is an attribute of, pickles by name."""

    _recorder_original = property(lambda self: self.original)

    def __repr__(self):
        return repr(self.original)

    def __reduce__(self):
        return self._recorder_name

    def __getattr__(self, name):
        return getattr(self.__dict__["original"], name)


class Method(object):
    """Stands for a method written in C and shows itself as that does."""

    def __init__(self, function, original):
        self.function, self.original = function, original
        imitate(self, original)

    def __get__(self, thing, kind=None):
        return self if thing is None else self.function.__get__(thing, kind)

    def __call__(self, *args, **kwargs):
        return self.function(*args, **kwargs)

    def __repr__(self):
        return repr(self.original)


class BuiltinClass(type):
    """The type of what stands for a class written in C: a class itself, which makes and knows the other's instances.

    A class that derives from it derives from the other, or from what a family puts between; that counts as a use.
    """

    def __new__(cls, name, bases, namespace, **options):
        for base in bases:
            if type(base) is BuiltinClass:
                base._recorder_derive()
        plain = tuple([base._recorder_base if type(base) is BuiltinClass else base for base in bases])
        return type(plain[0])(name, plain, namespace, **options)

    def __call__(cls, *args, **kwargs):
        return cls._recorder_call(*args, **kwargs)

    def __instancecheck__(cls, thing):
        return isinstance(thing, cls._recorder_original)

    def __subclasscheck__(cls, kind):
        return issubclass(original_of(kind), cls._recorder_original)

    def __getattr__(cls, name):
        return getattr(cls._recorder_original, name)

    def __getitem__(cls, item):
        return cls._recorder_original[item]

    def __or__(cls, other):
        return cls._recorder_original | original_of(other)

    def __ror__(cls, other):
        return original_of(other) | cls._recorder_original

    def __eq__(cls, other):
        return cls._recorder_original is original_of(other)

    def __ne__(cls, other):
        return cls._recorder_original is not original_of(other)

    def __hash__(cls):
        return hash(cls._recorder_original)

    def __dir__(cls):
        return dir(cls._recorder_original)

    def __repr__(cls):
        return repr(cls._recorder_original)


def stand_for_class(original, call, derive, namespace, between=object, base=None):
    """Return a class that stands for another: `call` makes an instance, `derive` is told of a subclass.

    What instances it has itself are like those of `between`; a subclass derives from `base`, or else the original.
    """
    return type.__new__(BuiltinClass, original.__name__, (between,), dict(
        namespace,
        _recorder_original=original,
        _recorder_base=base or original,
        _recorder_call=staticmethod(call),
        _recorder_derive=staticmethod(derive),
    ))  # fmt: skip


def original_of(thing):
    """Return the function or class that a thing stands for, or the thing."""
    return thing._recorder_original if isinstance(thing, Builtin) or type(thing) is BuiltinClass else thing


def put_in_place(module, name, new, original):
    """Put what stands for a function or class into its module."""
    imitate(new, original, module.__name__)
    new._recorder_home, new._recorder_name = module.__name__, name
    if isinstance(new, type):
        new.__qualname__ = name  # by which it is pickled
    setattr(module, name, new)


def patch_builtin(module, name, make):
    """Replace a function or class written in C in its module by an object that calls `make(original)`."""
    thing = getattr(module, name, None)
    if thing is None:
        return
    original = original_of(thing)  # one module may have taken it from another
    if original is not thing and thing._recorder_home == module.__name__:
        _patch_again(thing, make)
    elif isinstance(original, type):
        put_in_place(module, name, stand_for_class(original, make(original), make(lambda: None), {}), original)
    else:
        kind = type(name, (Builtin,), {"__call__": staticmethod(make(original))})
        new = kind()
        new.original = original
        put_in_place(module, name, new, original)


def _patch_again(thing, make):
    """Let a second family hook what stands for a function or class."""
    if isinstance(thing, Builtin):
        type(thing).__call__ = staticmethod(make(thing.__call__))
    else:
        thing._recorder_call = staticmethod(make(thing._recorder_call))
        thing._recorder_derive = staticmethod(make(thing._recorder_derive))
