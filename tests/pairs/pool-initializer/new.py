"""Each worker is told the language when it begins."""

import time
from multiprocessing import Pool

WORDS = {"de": "guten Tag", "fr": "bonjour"}
settings = {}


def set_language(code):
    settings["language"] = code


def greet(name):
    time.sleep(len(name) - 2)
    print(f"{WORDS[settings['language']]}, {name}")


if __name__ == "__main__":
    with Pool(2, initializer=set_language, initargs=("fr",)) as pool:
        pool.map(greet, ["eva", "rene"])
    print(f"main: {settings.get('language')}")
