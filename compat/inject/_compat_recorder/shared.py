"""Objects that processes share: who made one, its key, and how the key is found again where it comes out of a pickle.

Run by: the families of multiprocessing's locks, conditions, queues, pipes and values.  Versions: 2.7 and 3.6 or later.
May not import: anything but builtin modules; see `sitecustomize`.

A fork leaves the note of an object on it.  A pickle does not, and its bytes must stay what they are: so the key is kept
in the trace folder, as a symbolic link that is named after what the system knows the object by (the name of its
semaphore, the number of its descriptor's inode).  What is not found there the script did not make.
"""

from __future__ import absolute_import

from . import job, notes, objects, place, real, settings
from .trace import event

attributes, NOTE = notes.attributes, objects.NOTE


def is_made_by_script():
    """Say whether the script makes the object in whose initialiser the hook is that asks."""
    try:
        return place.calling(place.maker(3)) == place.SCRIPT
    except Exception:  # the interpreter is taking itself apart
        return False


def announce(thing, what, detail="", handle=None):
    """Give a key to an object that the script has made, note it on `thing`, and record the making; returns the key."""
    key = objects.new_key()
    attributes(thing)[NOTE] = key
    keep(handle, what, key)
    event("make", key, what, "process", detail)
    return key


def announce_by(semaphore, what, detail=""):
    """Do the same for an object that is known by a semaphore of its own, which carries the note."""
    return announce(semaphore, what, detail, name_of(semaphore))


def name_of(semaphore):
    """Return the name of a semaphore of multiprocessing's; it has none where only a fork can share it."""
    return getattr(semaphore._semlock, "name", None)


def note_of(thing):
    """Return the key that is noted on a thing, or None."""
    return attributes(thing).get(NOTE)


def new_message():
    """Return the number of a message that this process puts."""
    return "%d.%d" % (real.getpid(), job.next_number("message"))


def _path(handle):
    return "%s/key-%s" % (settings.folder, handle.strip("/"))


def keep(handle, what, key):
    """Keep a key for the processes that will get the object; a handle that is used again has a new one."""
    if handle is None:
        return
    path, text = _path(handle), "%s %s" % (what, key)
    try:
        try:
            real.symlink(text, path)
        except OSError:
            real.unlink(path)
            real.symlink(text, path)
    except OSError:  # the folder is gone or full
        pass


def find(handle):
    """Return what an object is and its key; both are None if the script did not make it."""
    try:
        what, _, key = real.readlink(_path(handle)).partition(" ")
        return what, key
    except (OSError, AttributeError):
        return None, None
