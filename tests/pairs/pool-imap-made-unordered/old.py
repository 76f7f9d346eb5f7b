# Pages are printed in their order.
import time
from multiprocessing import Pool

def render(page):
    time.sleep(page)
    return "page %d" % page

if __name__ == '__main__':
    pool = Pool(3)
    for page in pool.imap(render, xrange(1, 4)):
        print page
    pool.close()
    pool.join()
    print "end of the book"
