"""`sched`: each action comes when its delay is over, one after another, in the strand that runs the schedule.

Run by: the import of `sched`.  Versions: 2.7 and 3.6 or later.
May not import: anything but builtin modules; see `sitecustomize`.

What a schedule sleeps is the rest of a delay, another length in every run; so the delays themselves are told.
"""

from __future__ import absolute_import

from . import hooks, job, place, settings
from .trace import event


def patch_sched(module):
    """Watch what is entered into schedules."""
    hooks.patch(module.scheduler, "enter", _make_enter)
    hooks.patch(module.scheduler, "enterabs", _make_absolute)


def _make_enter(original):
    def enter(self, delay, priority, action, *rest, **named):
        if not place.is_script() or not callable(action):
            return original(self, delay, priority, action, *rest, **named)
        number = job.next_number("schedule")
        event("sched-enter", number, settings.describe(delay))

        def told(*args, **kwargs):
            event("sched-due", number)
            return action(*args, **kwargs)

        return original(self, delay, priority, hooks.imitate(told, action), *rest, **named)

    return enter


def _make_absolute(original):
    def enterabs(*args, **kwargs):
        if place.is_script():
            from . import unfollowed

            unfollowed.tell("sched.scheduler.enterabs")
        return original(*args, **kwargs)

    return enterabs
