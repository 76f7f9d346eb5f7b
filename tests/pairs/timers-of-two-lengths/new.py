"""Two alarm clocks."""

from threading import Timer


def ring(text):
    print("ring:", text)


timers = [Timer(1, ring, ["get up"]), Timer(2, ring, kwargs={"text": "too late"})]
for timer in timers:
    timer.start()
print("good night")
for timer in timers:
    timer.join()
