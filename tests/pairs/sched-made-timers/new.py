"""Three reminders."""

from threading import Timer


def remind(what):
    print("remember the", what)


timers = [Timer(delay, remind, [what]) for delay, what in enumerate(("keys", "milk", "rent"), 1)]
for timer in timers:
    timer.start()
for timer in timers:
    timer.join()
print("nothing is forgotten")
