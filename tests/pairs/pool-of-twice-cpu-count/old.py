# As many workers as processors.
import time
import multiprocessing

def compress(name, seconds):
    time.sleep(seconds)
    print "compressed", name

if __name__ == '__main__':
    pool = multiprocessing.Pool(multiprocessing.cpu_count())
    for seconds, name in enumerate(["a.txt", "b.txt", "c.txt"]):
        pool.apply_async(compress, (name, seconds + 1))
    pool.close()
    pool.join()
    print "all compressed"
