# How children end.
import multiprocessing
import sys
import time

def exit_error():
    sys.exit(3)

def return_value():
    return 1

def raises():
    time.sleep(1)
    raise RuntimeError('There was an error!')

def terminated():
    time.sleep(3)

if __name__ == '__main__':
    jobs = []
    for f in [exit_error, return_value, raises, terminated]:
        print 'Starting process for', f.func_name
        j = multiprocessing.Process(target=f, name=f.func_name)
        jobs.append(j)
        j.start()
    time.sleep(2)
    jobs[-1].terminate()
    for j in jobs:
        j.join()
        print '%15s.exitcode = %s' % (j.name, j.exitcode)
