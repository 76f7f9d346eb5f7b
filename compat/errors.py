"""The exceptions that reach a user, each one line long.  Raised everywhere in the 3.10 zone, caught by `cli.main` alone."""

from __future__ import annotations


class PortproofError(Exception):
    """Something that the user gave cannot be used; the command ends with status 2.

    The message is one line: *subject, place: fact; what was expected; next step*.
    """


class InterpreterError(PortproofError):
    """An interpreter is missing, broken, or not the one that was asked for."""


class ScriptError(PortproofError):
    """A script is missing, does not parse in its interpreter, or its edit does not apply."""


class TraceError(PortproofError):
    """A trace folder or a recording cannot be read, or does not fit the script it is used for."""


class SettingError(PortproofError):
    """An option, or a value in `setup.cfg`, cannot be used."""
