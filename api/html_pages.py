"""What a page says of itself: its encoding and its policies, and its text in which every character has its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from api.html_tokens import SPACE, Kind, Token, tokens

_BOMS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16le", b"\xfe\xff": "utf-16be"}
_WIDE = re.compile(rb"<\0[^\0]\0|\0<\0[^\0]")
"""How a page in UTF-16 begins that has no byte order mark; no browser can show it, unless it guesses."""
_IN_HEAD = frozenset(("html", "head", "meta", "title", "link", "base", "script", "style", "noscript", "template"))
_LOOKED_AT = 1024
"""Characters in which a browser looks for the encoding whatever stands there."""
_CHARSET = re.compile(r"""charset[\t\n\f\r ]*=[\t\n\f\r ]*["']?([^\t\n\f\r "';]+)""", re.IGNORECASE)
_XML_ENCODING = re.compile(r"""<\?xml[^>]*?encoding[\t\n\f\r ]*=[\t\n\f\r ]*["']([^"'>]+)""")
_LABEL = re.compile(r"[\w.+-]{1,40}", re.ASCII)


class Text(NamedTuple):
    """A page as text whose characters have known places in its bytes."""

    text: str
    skipped: int
    """Length of the byte order mark."""
    codec: str
    """How characters are bytes; of every encoding that has ASCII in it a byte is a character here."""
    bom: str | None
    """The encoding that the byte order mark names."""


def read_page(page: bytes) -> Text | None:
    """Return a page as text, or None if its characters have no ASCII in them and no byte order mark says more."""
    for bom, name in _BOMS.items():
        if page.startswith(bom):
            if name == "utf-8":
                return Text(page[len(bom) :].decode("latin-1"), len(bom), "latin-1", name)
            whole = len(page) - len(page) % 2
            return Text(page[len(bom) : whole].decode(name, "surrogatepass"), len(bom), name, name)
    if _WIDE.match(page):
        return None
    return Text(page.decode("latin-1"), 0, "latin-1", None)


def charset_of(page: bytes) -> str | None:
    """Return the encoding of a page as its byte order mark or the page itself says, UTF-8 if it can be that, or None.

    A browser that is told does not have to look for what the page says within its first 1024 bytes.
    """
    read = read_page(page)
    if read is None:
        return None
    return read.bom or _declared(read.text) or ("utf-8" if is_utf8(page) else None)


def is_utf8(content: bytes) -> bool:
    """Say whether bytes can be UTF-8."""
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def _declared(text: str) -> str | None:
    for meta in _metas(text):
        named = meta.get("charset")
        if named is None and meta.get("http-equiv", "").lower() == "content-type":
            found = _CHARSET.search(meta.get("content", ""))
            named = found[1] if found else None
        if named is not None and _LABEL.fullmatch(named.strip(SPACE)):
            return _as_declared(named.strip(SPACE).lower())
    found = _XML_ENCODING.match(text)
    return _as_declared(found[1].lower()) if found and _LABEL.fullmatch(found[1]) else None


def _as_declared(label: str) -> str:
    """Return the encoding that a browser takes when a page that it can read as ASCII names one (13.2.3.2)."""
    return "utf-8" if label.startswith("utf-16") else label


def policies_in(page: bytes) -> list[str]:
    """Return the Content-Security-Policies that a page sets by itself."""
    read = read_page(page)
    found = _metas(read.text) if read else iter(())
    return [
        meta.get("content", "") for meta in found if meta.get("http-equiv", "").lower() == "content-security-policy"
    ]


def _metas(text: str) -> Iterator[dict[str, str]]:
    for token in tokens(text):
        if token.begin >= _LOOKED_AT and _ends_head(token):
            return
        if token.kind is Kind.START and token.name == "meta":
            yield token.attributes()


def _ends_head(token: Token) -> bool:
    if token.kind is Kind.START:
        return token.name not in _IN_HEAD
    return token.kind is Kind.END and token.name == "head"
