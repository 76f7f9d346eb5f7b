"""Turned runs: what races is made to come in another order than usual, by delays.

Run by: the families that start, send, receive and ask.  Versions: 2.7 and 3.6 or later.
May not import: anything but builtin modules; see `sitecustomize`.

Whoever is numbered (a job, a process, a thread) waits by its number, eight by eight: later ones less, or, if the
delay is negative, more.
"""

from __future__ import absolute_import

from . import real, settings

_PLACES = 8


def wait(number):
    """Wait before the numbered one's next step."""
    place = number % _PLACES
    if settings.turn > 0:
        real.sleep((_PLACES - 1 - place) * settings.turn)
    elif settings.turn < 0:
        real.sleep(-place * settings.turn)


def ask():
    """Have an answer that is asked for come late, when more is over."""
    if settings.turn > 0:
        real.sleep(_PLACES * settings.turn)
