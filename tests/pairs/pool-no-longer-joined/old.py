# Two messages are sent in the background.
import time
from multiprocessing import Pool

def send(to, seconds):
    time.sleep(seconds)
    print "sent to", to

if __name__ == '__main__':
    pool = Pool(2)
    pool.apply_async(send, ("lena", 1))
    pool.apply_async(send, ("mark", 2))
    pool.close()
    pool.join()
    time.sleep(1)
    print "good night"
