"""Leave the recorder's frames out of every traceback that the script shows.

Run by: the import of `traceback`, and the hook of the last resort.  Versions: 2.7 and 3.6 or later.
May not import: anything but builtin modules and `traceback`; see `sitecustomize`.

An exception that passes through a hook has a frame of the hook in its traceback.  It cannot be taken out on the
way (each frame adds itself), so it is where tracebacks are read.
"""

from __future__ import absolute_import

import sys

from .place import RECORDER, kind_of

# Functions to call after a traceback was printed.
after_print = []


def _is_ours(frame):
    return kind_of(frame.f_code.co_filename) == RECORDER


def _chain(value):
    """Yield the tracebacks of an exception's causes and contexts."""
    seen = []
    rest = [value]
    while rest:
        value = rest.pop()
        if value is None or any(value is other for other in seen):
            continue
        seen.append(value)
        yield getattr(value, "__traceback__", None)
        rest.extend([getattr(value, "__cause__", None), getattr(value, "__context__", None)])


def _frames(trail):
    while trail is not None:
        yield trail
        trail = trail.tb_next


def has_recorder(value, trail):
    """Say whether a frame of ours is in a traceback or in one of those that led to it."""
    trails = [trail] + list(_chain(value))
    return any(_is_ours(step.tb_frame) for one in trails for step in _frames(one))


def cut(value, trail):
    """Take our frames out of an exception's tracebacks; return the first, or None where an interpreter cannot (2.7, 3.6)."""
    try:
        for one in [trail] + list(_chain(value)):
            _cut_one(one)
    except (AttributeError, TypeError):
        return None
    while trail is not None and _is_ours(trail.tb_frame) and trail.tb_next is not None:
        trail = trail.tb_next
    return trail


def _cut_one(trail):
    for step in _frames(trail):
        following = step.tb_next
        while following is not None and _is_ours(following.tb_frame):
            following = following.tb_next
        if following is not step.tb_next:
            step.tb_next = following


def patch_traceback(module):
    """Make `traceback` overlook our frames."""
    from . import hooks

    if sys.version_info[0] == 2:
        _patch_2(module, hooks)
    else:
        for name in ("walk_tb", "_walk_tb_with_full_positions", "walk_stack"):
            hooks.patch(module, name, _make_walk)
    hooks.patch(module, "print_exc", _make_print)


def _make_print(original):
    def print_exc(*args, **kwargs):
        try:
            original(*args, **kwargs)
        finally:
            for function in after_print:
                function()

    return print_exc


def _make_walk(original):
    """Wrap a generator of pairs that begin with a frame, or with a code object's frame."""

    def walk(start):
        if start is None and original.__name__ == "walk_stack":  # the caller's own frame, which is found by counting
            start = sys._getframe(1)
        return (pair for pair in original(start) if not _is_ours(pair[0]))

    return walk


def _patch_2(module, hooks):
    linecache = module.linecache

    def entries(steps, limit):
        """Return (file, line, function, text) for steps of (frame, line), ours left out."""
        if limit is None:
            limit = getattr(sys, "tracebacklimit", None)
        found = []
        for frame, line in steps:
            if limit is not None and len(found) >= limit:
                break
            if not _is_ours(frame):
                code = frame.f_code
                linecache.checkcache(code.co_filename)
                text = linecache.getline(code.co_filename, line, frame.f_globals)
                found.append((code.co_filename, line, code.co_name, text.strip() if text else None))
        return found

    def needs(trail):
        return any(_is_ours(step.tb_frame) for step in _frames(trail))

    def make_extract(original):
        def extract_tb(tb, limit=None):
            if not needs(tb):
                return original(tb, limit)
            return entries([(step.tb_frame, step.tb_lineno) for step in _frames(tb)], limit)

        return extract_tb

    def make_print(original):
        def print_tb(tb, limit=None, file=None):
            if not needs(tb):
                return original(tb, limit, file)
            stream = sys.stderr if file is None else file
            for entry in module.format_list(module.extract_tb(tb, limit)):
                stream.write(entry)

        return print_tb

    def make_stack(original):
        def extract_stack(f=None, limit=None):
            frame, steps = sys._getframe(1) if f is None else f, []
            while frame is not None:
                steps.append((frame, frame.f_lineno))
                frame = frame.f_back
            return entries(steps, limit)[::-1]

        return extract_stack

    def make_shown_stack(original):
        def shown(f=None, limit=None, file=None):
            return original(sys._getframe(1) if f is None else f, limit, *(() if file is None else (file,)))

        return shown

    hooks.patch(module, "extract_tb", make_extract)
    hooks.patch(module, "print_tb", make_print)
    hooks.patch(module, "extract_stack", make_stack)
    hooks.patch(module, "print_stack", make_shown_stack)
    hooks.patch(module, "format_stack", make_shown_stack)
