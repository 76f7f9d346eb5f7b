# Two chunks of two items each.
import time
from multiprocessing import Pool

def print_sheet(sheet):
    name, seconds = sheet
    time.sleep(seconds)
    print "sheet", name

if __name__ == '__main__':
    pool = Pool(4)
    pool.map(print_sheet, [("1 front", 1), ("1 back", 3), ("2 front", 2), ("2 back", 4)], chunksize=2)
    print "printed"
    pool.close()
    pool.join()
