# Each worker is told the language when it begins.
import time
from multiprocessing import Pool

WORDS = {"de": "guten Tag", "fr": "bonjour"}
language = None

def set_language(code):
    global language
    language = code

def greet(name):
    time.sleep(len(name) - 2)
    print "%s, %s" % (WORDS[language], name)

if __name__ == '__main__':
    pool = Pool(2, set_language, ("fr",))
    pool.map(greet, ["eva", "rene"])
    pool.close()
    pool.join()
    print "main: %s" % language
