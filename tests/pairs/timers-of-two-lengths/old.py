# Two alarm clocks.
from threading import Timer

def ring(text):
    print "ring:", text

late = Timer(2, ring, ["too late"])
early = Timer(1, ring, ["get up"])
late.start()
early.start()
print "good night"
