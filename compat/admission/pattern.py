"""What an output may read in a text recorded elsewhere: each named token of its label stands for its kind and shape.

Called by `membership`, which gives the pieces to `search`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, dropwhile, pairwise
from typing import NamedTuple

_INTEGER = r"\d+"
_NUMBER = r"\d+(?:\.\d+)?(?:[eE][-+]?\d+)?"
_HEX = r"0[xX][0-9a-fA-F]+"
_WORD = r"[^\W\d]\w*"
_CLOCK = r"\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:[-+]\d\d:\d\d)?"
_DATE = r"\d{4}-\d\d-\d\d"

#: The shapes of the tokens that `tolerance` names, by the first word of the name.
_SHAPES = {
    "pid": _INTEGER,
    "ppid": _INTEGER,
    "id": _INTEGER,
    "thread": _INTEGER,
    "clock": _NUMBER,
    "elapsed": rf"(?:(?:-?\d+ days?, )?\d+:\d\d:\d\d(?:\.\d+)?|{_NUMBER})",
    "random integer": rf"-?{_INTEGER}",
    "random decimal": rf"-?{_NUMBER}",
    "random text": r"[^\n]+?",
    "worker": (
        r"(?:(?:Fork|Spawn|ForkServer)?(?:PoolWorker|Process)-\d+(?::\d+)*|ThreadPoolExecutor-\d+_\d+"
        r"|Thread-\d+(?: \([^()\n]*\))?|[\w.@-]+)"
    ),
    "address": _HEX,
    "varying integer": rf"-?{_INTEGER}",
    "varying decimal": rf"-?{_NUMBER}",
    "varying hex": _HEX,
    "varying word": _WORD,
    "varying text": rf"(?:{_HEX}|{_NUMBER}|\w+|\s+|.)",
}
#: The directives of `strftime` whose values have one shape; any other is a word.
_DIRECTIVES = {
    "Y": r"\d{4}",
    "j": r"\d{3}",
    "f": r"\d{6}",
    "s": r"\d+",
    "u": r"\d",
    "w": r"\d",
    "D": r"\d\d/\d\d/\d\d",
    "F": _DATE,
    "R": r"\d\d:\d\d",
    "T": r"\d\d:\d\d:\d\d",
    "X": r"\d\d:\d\d:\d\d",
    "x": r"\d\d/\d\d/\d\d",
    "c": r"\w+ \w+ \s?\d{1,2} \d\d:\d\d:\d\d \d{4}",
    "d": r"\s?\d{1,2}",  # `ctime` fills it with a blank
    "e": r"\s?\d{1,2}",
    "k": r"\s?\d{1,2}",
    "l": r"\s?\d{1,2}",
    "z": r"(?:[-+]\d{4})?",
    "Z": r"\w*",
    "p": r"\w*",
    "%": "%",
    "n": r"\n",
    "t": r"\t",
    **dict.fromkeys("CgHIMmSUVWy", r"\d\d"),
}
_TOKEN = re.compile(
    r"<(?P<name>pid of [\w ]+|ppid|id(?: \d+)?|thread|clock|elapsed|worker name|address"
    r"|random (?:integer|decimal|text)|varying (?:integer|decimal|hex|word|text))>"
    r"|<time (?P<format>[^>\n]*)>"
    # What `tolerance` takes away because an interpreter imposes it.
    r"|(?P<thread>\bThread-\d+)|(?P<process>\bProcess-\d+(?::\d+)*)"
)
_COLOUR = r"(?:\x1b\[[\d;]*m)*"
_REMOTE = rf"{_COLOUR}(?:\w+\.)*_?RemoteTraceback{_COLOUR}: ?{_COLOUR}"
_QUOTES = rf"{_COLOUR}\"\"\"{_COLOUR}"
_HEAD = rf"(?:(?:Process|Exception in thread) [^\n]*:|{_REMOTE}|{_QUOTES})"
_FIRST = r"Traceback \(most recent call last\):"
#: What may stand between the first line and the last: frames, and earlier exceptions.
_LINE = (
    rf"|[ \t][^\n]*|{_FIRST}|During handling of [^\n]*:|The above exception was [^\n]*:|{_QUOTES}"
    r"|(?:\w+\.)*\w*(?:Error|Exception|Traceback|Exit|Interrupt|Warning|Iteration)\b[^\n]*|(?:\w+\.)+\w+(?:: [^\n]*)?"
)
_TRACEBACK = re.compile(r"<traceback of (?P<type>\w+): (?P<message>.*)>\n\Z", re.DOTALL)
_BLANK = r"\s+"
_BLANKS = re.compile(f"({_BLANK})")


class Piece(NamedTuple):
    """One write as it is looked for: a text, or a pattern where it holds tokens that vary from run to run.

    Where white space is folded it is not in the body but at its ends: `lead` and `trail` say that there is some.
    `shown` is its text, tokens by their names.  An `optional` one may be left out, and come any number of times if it
    `repeats` (a line inside a traceback).
    """

    body: str | re.Pattern[str]
    shown: str
    lead: bool = False
    trail: bool = False
    optional: bool = False
    repeats: bool = False

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing in it but folded white space."""
        return self.body == "" and self.lead

    def find_ends(self, text: str, start: int) -> Iterator[int]:
        """Yield where the body may end if it begins at `start`: a number may be followed by another strand's digits."""
        if isinstance(self.body, str):
            if text.startswith(self.body, start):
                yield start + len(self.body)
            return
        found = self.body.match(text, start)
        if found is None:
            return
        yield found.end()
        for end in range(found.end() - 1, start, -1):
            if self.body.fullmatch(text, start, end):
                yield end


class _Part(NamedTuple):
    """A stretch of a label: literal text, or a token's name with the pattern that stands for it."""

    text: str
    pattern: str = ""


def make_pieces(label: str, written: Sequence[str], folded: bool, shared: bool = False) -> tuple[Piece, ...]:
    """Return an output's pieces; `written` are its writes in one run (none: the whole label is one).

    If the blanks between its words are `shared` with other threads, each may be there or not.
    """
    traceback = _TRACEBACK.match(label)
    if traceback is not None:
        return _make_traceback(traceback["type"], traceback["message"], folded)
    parts = [part for part in _read_label(label) if part != _Part("")]
    if shared and label[:1] != " ":
        written = list(dropwhile(" ".__eq__, written))
    cuts = _cut(parts, written) if len(written) > 1 else [parts]
    pieces = tuple(_make_piece(cut, folded) for cut in cuts)
    return tuple(_share_blanks(pieces, folded)) if shared else pieces


def _share_blanks(pieces: Sequence[Piece], folded: bool) -> Iterator[Piece]:
    blank = _make_piece([_Part(" ")], folded)._replace(optional=True)
    for piece in pieces:
        if piece.shown != " " and piece.shown.strip():
            yield blank
        if piece.shown != " " or len(pieces) == 1:
            yield piece


def read_literal(label: str) -> tuple[str, bool]:
    """The text of a label without its tokens, and whether it has any."""
    traceback = _TRACEBACK.match(label)
    if traceback is not None:
        return read_literal(traceback["message"])[0], True
    parts = list(_read_label(label))
    return "".join(part.text for part in parts if not part.pattern), any(part.pattern for part in parts)


def _read_label(label: str) -> Iterator[_Part]:
    at = 0
    for token in _TOKEN.finditer(label):
        yield _Part(label[at : token.start()])
        yield from _read_token(token)
        at = token.end()
    yield _Part(label[at:])


def _read_token(token: re.Match[str]) -> Iterator[_Part]:
    if token["thread"]:
        yield _Part(token["thread"])
        yield _Part("", r"(?: \([^()\n]*\))?")
    elif token["process"]:
        yield _Part("", "(?:Fork|Spawn|ForkServer)?")
        yield _Part(token["process"])
    elif token["format"] is not None:
        yield _Part(token[0], _read_format(token["format"]))
    else:
        name = token["name"]
        yield _Part(token[0], _SHAPES[name] if name in _SHAPES else _SHAPES[name.split()[0]])


def _read_format(form: str) -> str:
    """The pattern of a time that is formatted in this way; its blanks are blanks."""
    if form == "ISO":
        return rf"(?:{_DATE}(?:[T ]{_CLOCK})?|{_CLOCK})"
    pattern = ""
    for part in re.findall(r"%[-_0^#]?.|[^%]+|%", form, re.DOTALL):
        if part[0] != "%" or len(part) == 1:
            pattern += re.escape(part).replace(r"\ ", " ")
        else:
            pattern += _DIRECTIVES.get(part[1], r"\w+") if len(part) == 2 else r"\s*\w+"
    return pattern


# cutting -----------------------------------------------------------------------------------------------------------


def _cut(parts: Sequence[_Part], written: Sequence[str]) -> list[list[_Part]]:
    """Cut the parts of a label where its writes meet; writes that share a token stay one piece."""
    found = re.fullmatch("".join(f"({_make_pattern(part, False)})" for part in parts), "".join(written))
    if found is None:
        return [list(parts)]
    meets = set(accumulate(map(len, written)))
    cuts: list[list[_Part]] = [[]]
    for number, part in enumerate(parts, 1):
        start, end = found.span(number)
        bounds = [] if part.pattern else sorted(meet for meet in meets if start < meet < end)
        for begin, stop in pairwise([start, *bounds, end]):
            cuts[-1].append(part if part.pattern else _Part(part.text[begin - start : stop - start]))
            if stop in meets and stop > begin:
                cuts.append([])
    return [cut for cut in cuts if cut]


def _make_pattern(part: _Part, folded: bool) -> str:
    if part.pattern:
        return part.pattern.replace(" ", r"\s+") if folded else part.pattern
    if not folded:
        return re.escape(part.text)
    return "".join(_BLANK if word.isspace() else re.escape(word) for word in _BLANKS.split(part.text))


def _make_piece(parts: Sequence[_Part], folded: bool) -> Piece:
    pattern = "".join(_make_pattern(part, folded) for part in parts)
    shown = "".join(part.text for part in parts)
    lead, trail = folded and pattern.startswith(_BLANK), folded and pattern.endswith(_BLANK)
    body = shown.strip() if folded else shown
    if any(part.pattern for part in parts) or (folded and _BLANKS.search(body)):
        bare = pattern.removeprefix(_BLANK).removesuffix(_BLANK) if folded else pattern
        return Piece(re.compile(bare), shown, lead, trail)
    return Piece(body, shown, lead, trail)


# tracebacks --------------------------------------------------------------------------------------------------------


def _make_traceback(name: str, message: str, folded: bool) -> tuple[Piece, ...]:
    """A traceback in whatever layout, colours included: lines that may be torn apart, the last of them known.

    Where white space is folded there are no lines; then it is one piece, which goes on where another follows to which it led.
    """
    shown = f"traceback of {name}: {message}\n"
    kind = r"\w*[eE]rror" if name == "OSError" else re.escape(name)
    told = "".join(_make_pattern(part, folded) for part in _read_label(message))
    last = rf"{_COLOUR}(?:\w+\.)*{kind}{_COLOUR}" + (rf":\s{_COLOUR}{told}{_COLOUR}" if message else "")
    if folded:
        after = r"(?!\s+(?:\"\"\"|During handling of|The above exception was))"
        begin, end = (part.replace(" ", _BLANK) for part in (rf"(?:{_HEAD}\s+)*{_FIRST}\s(?s:.*?)\s", after))
        return (Piece(re.compile(f"{begin}{last}{end}"), shown, trail=True),)
    return (
        Piece(re.compile(rf"{_HEAD}\n"), "", optional=True, repeats=True),
        Piece(re.compile(rf"{_FIRST}\n"), ""),
        Piece(re.compile(rf"{_COLOUR}(?:{_LINE}|{last})\n"), "", optional=True, repeats=True),
        Piece(re.compile(rf"{last}\n\n?"), shown),  # 2.7 leaves a line free after that of a thread
    )
