"""Text of a script made visible: no control character of it reaches a terminal, no byte is lost.  Called by every report."""

from __future__ import annotations

import unicodedata

_NAMED = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp", "Co", "Cn"})


def make_visible(text: str) -> str:
    r"""Write control characters, direction marks and bytes that are not UTF-8 as `\n`, `\x1b`, `\u202e`, `\xff`."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_NAMED.get(c) or (_escape(c) if unicodedata.category(c) in _HIDDEN else c) for c in text)


def make_line_visible(text: str) -> str:
    """The same for an output, whose own newline is not shown."""
    return make_visible(text.removesuffix("\n"))


def _escape(character: str) -> str:
    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:  # a byte that surrogateescape could not decode
        return f"\\x{code - 0xDC00:02x}"
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
