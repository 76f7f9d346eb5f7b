"""Waits for an alarm."""

import signal
import time


def receive_alarm(signum, stack):
    print("alarm:", signum == signal.SIGALRM)


signal.signal(signal.SIGALRM, receive_alarm)
signal.alarm(1)
print("waiting for the alarm")
signal.pause()
print("the alarm has come")
time.sleep(0.5)
print("main ends")
