# A service with a name.
import multiprocessing
import time

def serve():
    me = multiprocessing.current_process()
    print '%s is up' % me.name
    time.sleep(1)
    print '%s is down' % me.name

if __name__ == '__main__':
    service = multiprocessing.Process(name='my_service', target=serve)
    service.start()
    service.join()
    print 'no more services'
