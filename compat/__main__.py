"""Where the command enters: ``portproof`` and ``python -m compat``.

Part of the 2.7 zone, because any interpreter may be the one that starts it: a
Python that is too old gets one clear line in place of a SyntaxError.
"""

import sys

OLDEST = (3, 10)


def main():
    """Run the command; return 2 on a Python that is too old for it."""
    if sys.version_info < OLDEST:
        sys.stderr.write(
            "portproof, %s: is Python %d.%d; the command itself needs %d.%d or newer; install it there, "
            "and name this interpreter with --old-python or --new-python\n"
            % (sys.executable, sys.version_info[0], sys.version_info[1], OLDEST[0], OLDEST[1])
        )
        return 2
    from compat.cli import main as command

    return command()


if __name__ == "__main__":
    sys.exit(main())
