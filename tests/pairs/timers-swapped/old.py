# Eggs and tea.
import threading

def done(what):
    print "%s is done" % what

threading.Timer(1, done, args=["the egg"]).start()
threading.Timer(2, done, args=["the tea"]).start()
print "water is boiling"
