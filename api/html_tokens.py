"""HTML cut into its tokens where a browser cuts it, without changing or building anything.

Follows the tokenizer of the HTML standard (section 13.2.5) as far as it decides where tokens begin and end: comments
with all their ways to end, quoted attributes, and elements whose content is text. CDATA sections, which only SVG and
MathML have, are taken for comments.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

SPACE = "\t\n\f\r "

_WS = r"\t\n\f\r\x20"
_NAME_END = rf"(?=[{_WS}/>])"
_ATTRIBUTE = re.compile(
    rf"""[{_WS}/]*+ (?P<name> =?[^{_WS}/>=]++ | = )
    (?: [{_WS}]*+ = [{_WS}]*+ (?:
        "(?P<double>[^"]*+)(?:"|\Z) | '(?P<single>[^']*+)(?:'|\Z) | (?P<bare>[^{_WS}>"'][^{_WS}>]*+) | (?=>)
    ))?+""",
    re.VERBOSE,
)
_TAG = re.compile(rf"<(?P<end>/?)(?P<name>[A-Za-z][^{_WS}/>]*+)")
_TAG_END = re.compile(rf"[{_WS}/]*+>")
_COMMENT = re.compile(r"<!--(?:-?>|.*?--!?>)", re.DOTALL)
_OTHER_MARKUP = re.compile(r"<(?:[!?]|/(?![A-Za-z>]))[^>]*+>|</>")
_MARKUP = re.compile(r"<(?=[A-Za-z!?]|/.)", re.DOTALL)
_IN_SCRIPT = re.compile(rf"<!--|-->|</?script{_NAME_END}", re.IGNORECASE)
_TEXT_ELEMENTS = frozenset(["title", "textarea", "style", "xmp", "iframe", "noembed", "noframes", "noscript"])


class Kind(Enum):
    """What a token is."""

    TEXT = auto()
    COMMENT = auto()
    """A comment, a doctype, or what a browser takes for a comment."""
    START = auto()
    END = auto()
    CUT_OFF = auto()
    """Markup that the text ends in: a browser drops a tag and closes a comment."""


class Token(NamedTuple):
    """One token, from `begin` to just before `end`."""

    kind: Kind
    begin: int
    end: int
    name: str = ""
    """Of a tag, in lower case."""
    inner: str = ""
    """What stands between the name of a tag and its end."""

    def attributes(self) -> dict[str, str]:
        """Return the attributes of a tag; the first of several with one name counts."""
        found: dict[str, str] = {}
        for match in _ATTRIBUTE.finditer(self.inner):
            value = match["double"] or match["single"] or match["bare"] or ""
            found.setdefault(match["name"].lower(), html.unescape(value))
        return found


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a page in order; together they are the whole text."""
    at = 0
    while at < len(text):
        token = _markup_at(text, at) or _text_at(text, at)
        yield token
        at = token.end
        if token.kind is Kind.START and (end := _end_of_content(text, token)) > at:
            yield Token(Kind.TEXT, at, end)
            at = end


def _text_at(text: str, at: int) -> Token:
    """Read on to what may be markup; a `<` that is none is text."""
    found = _MARKUP.search(text, at + 1)
    return Token(Kind.TEXT, at, found.start() if found else len(text))


def _markup_at(text: str, at: int) -> Token | None:
    if not _MARKUP.match(text, at):
        return None
    if match := _TAG.match(text, at):
        return _tag_of(text, match)
    match = (_COMMENT if text.startswith("<!--", at) else _OTHER_MARKUP).match(text, at)
    return Token(Kind.COMMENT, at, match.end()) if match else Token(Kind.CUT_OFF, at, len(text))


def _tag_of(text: str, head: re.Match[str]) -> Token:
    at = head.end()
    while attribute := _ATTRIBUTE.match(text, at):
        at = attribute.end()
    close = _TAG_END.match(text, at)
    if close is None:
        return Token(Kind.CUT_OFF, head.start(), len(text))
    kind = Kind.END if head["end"] else Kind.START
    return Token(kind, head.start(), close.end(), head["name"].lower(), text[head.end() : at])


def _end_of_content(text: str, tag: Token) -> int:
    """Return where the text inside an element ends, or where its tag ends if its content is markup."""
    if tag.name == "script":
        return _end_of_script(text, tag.end)
    if tag.name == "plaintext":
        return len(text)
    if tag.name not in _TEXT_ELEMENTS:
        return tag.end
    found = re.compile(rf"</{tag.name}{_NAME_END}", re.IGNORECASE).search(text, tag.end)
    return found.start() if found else len(text)


def _end_of_script(text: str, at: int) -> int:
    """Return where a script ends: `</script>` does not end it between `<!-- <script>` and `-->`."""
    escaped = doubled = False
    while found := _IN_SCRIPT.search(text, at):
        mark = found[0].lower()
        if mark == "</script" and not doubled:
            return found.start()
        if mark == "<!--":
            escaped = True
        elif mark == "-->":
            escaped = doubled = False
        else:
            doubled = escaped and mark == "<script"
        at = found.start() + 2 if mark == "<!--" else found.end()
    return len(text)
