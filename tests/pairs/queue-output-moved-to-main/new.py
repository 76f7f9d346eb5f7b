"""Main says what each worker has counted."""

import time
from multiprocessing import Process, Queue


def count(shop, customers, q):
    time.sleep(customers / 10)
    q.put((shop, customers))


if __name__ == "__main__":
    q = Queue()
    shops = {"baker": 10, "butcher": 20, "grocer": 30}
    workers = [Process(target=count, args=(*shop, q)) for shop in shops.items()]
    for worker in workers:
        worker.start()
    counted = sorted(q.get() for _ in workers)
    for shop, customers in counted:
        print(f"{shop}: {customers} customers")
    print(f"{sum(customers for _, customers in counted)} in all")
