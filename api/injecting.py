"""A script tag put into a page before everything that runs in it; every other byte stays as it is.

Where it goes follows from how a browser builds the tree (HTML standard, 13.2.6.4.1 to 13.2.6.4.4): after the doctype,
comments, white space and `<html>`, of which nothing runs, and after `<head>` if that is what comes then. Anything else
makes the browser begin the head by itself, so that a script put before it lies in the head.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import urlsplit

from api.html_pages import read_page
from api.html_tokens import SPACE, Kind, tokens

_BEGINNERS = frozenset({"head", "body", "html", "br"})
"""End tags that make a head where none has begun; the others are ignored there."""
_DROPPED = f"{SPACE}\0"
"""Text that makes no body; what the standard says of NUL here no browser does."""
_DROP_IN = re.compile(r"/local-storage/[^/]+\.js")
_OWN_NAMES = (None, "localhost", "127.0.0.1", "::1")


class Place(NamedTuple):
    """Where a script tag goes."""

    at: int
    """Characters from the begin of the text."""
    is_fragment: bool
    """Whether no doctype, `<html>` or `<head>` comes before: maybe a part that a script puts into a page."""


def drop_in_tag(name: str) -> str:
    """Return the tag that makes the localStorage of a page the project `name`."""
    return f'<script src="/local-storage/{name}.js"></script>'


def inject(page: bytes, tag: str, *, fetched: bool = False) -> bytes:
    """Return a page with `tag` as its first script, or as it is where it cannot run or the drop-in is there already.

    Args:
        page: the file, in any encoding that browsers know.
        tag: ASCII.
        fetched: whether a script asks for it; it gets fragments as they are, because it looks into them.
    """
    read = read_page(page)
    place = start_of_head(read.text) if read else None
    if read is None or place is None or (fetched and place.is_fragment) or has_drop_in(read.text):
        return page
    at = read.skipped + len(read.text[: place.at].encode(read.codec, "surrogatepass"))
    return page[:at] + tag.encode(read.codec) + page[at:]


def start_of_head(text: str) -> Place | None:
    """Return where a script has to stand to run before all others; None if the text ends before anything could run."""
    is_fragment = True
    for token in tokens(text):
        match token.kind:
            case Kind.CUT_OFF:
                return None
            case Kind.TEXT:
                rest = text[token.begin : token.end].lstrip(_DROPPED)
                if rest:
                    return Place(token.end - len(rest), is_fragment)
            case Kind.START if token.name == "head":
                return Place(token.end, is_fragment=False)
            case Kind.START if token.name == "html":
                is_fragment = False
            case Kind.END if token.name not in _BEGINNERS:
                pass
            case Kind.START | Kind.END:
                return Place(token.begin, is_fragment and token.name != "body")
            case Kind.COMMENT:
                is_fragment &= text[token.begin : token.begin + 9].lower() != "<!doctype"
    return Place(len(text), is_fragment)


def has_drop_in(text: str) -> bool:
    """Say whether a page loads a drop-in by itself."""
    if "local-storage" not in text:
        return False
    scripts = (token for token in tokens(text) if token.kind is Kind.START and token.name == "script")
    return any(_is_drop_in(script.attributes().get("src", "")) for script in scripts)


def _is_drop_in(address: str) -> bool:
    try:
        parts = urlsplit(address.strip())
        return parts.hostname in _OWN_NAMES and _DROP_IN.fullmatch(parts.path) is not None
    except ValueError:
        return False
