# Each worker says what it has counted.
from multiprocessing import Process, Queue
import time

def count(shop, customers, q):
    time.sleep(customers / 10.0)
    print "%s: %d customers" % (shop, customers)
    q.put(customers)

if __name__ == "__main__":
    q = Queue()
    shops = {"baker": 10, "butcher": 20, "grocer": 30}
    workers = [Process(target=count, args=(shop, n, q)) for shop, n in shops.items()]
    for w in workers:
        w.start()
    print "%d in all" % sum(q.get() for w in workers)
