# The logger that multiprocessing brings along.
import logging
import multiprocessing
import time

def worker():
    logger = multiprocessing.get_logger()
    logger.warning("doing some work")
    time.sleep(1)
    logger.error("that did not work")

if __name__ == '__main__':
    multiprocessing.log_to_stderr()
    logger = multiprocessing.get_logger()
    logger.setLevel(logging.WARNING)
    p = multiprocessing.Process(target=worker)
    p.start()
    p.join()
    logger.warning("the worker has ended")
    print "so has main"
