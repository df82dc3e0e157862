"""Times, sizes and values in the words of a person, safe to print on a terminal."""

from __future__ import annotations

import json
import unicodedata
from datetime import datetime, timedelta
from typing import Any

from rich.filesize import decimal
from rich.table import Table

_JOINER = "\N{ZERO WIDTH JOINER}"
_UNPRINTABLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_STEPS = (
    (timedelta(days=365), "year"),
    (timedelta(days=30), "month"),
    (timedelta(days=1), "day"),
    (timedelta(hours=1), "hour"),
    (timedelta(minutes=1), "minute"),
)


def plain(text: str) -> str:
    """Escape what would move the cursor, change colours or turn the direction of writing.

    Names and values come out of files that others may have shared.
    """
    return "".join(_visible(character) for character in text)


def ago(moment: datetime, now: datetime) -> str:
    """Say how long ago a moment was: `3 minutes ago`, `in 2 hours`."""
    span = abs(now - moment)
    for step, word in _STEPS:
        if span >= step:
            number = span // step
            words = f"{number} {word}{'' if number == 1 else 's'}"
            return f"in {words}" if moment > now else f"{words} ago"
    return "just now"


def exactly(moment: datetime) -> str:
    """Write a moment to the second in the local time zone."""
    return moment.astimezone().strftime("%Y-%m-%d %H:%M:%S")


def size(number: int) -> str:
    """Write a number of bytes in words: `68.1 kB`."""
    return decimal(number)


def many(number: int, word: str) -> str:
    """Write a number of things: `1 version`, `3 versions`."""
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def value(content: Any, width: int) -> str:
    """Write a JSON value in one line of at most `width` characters."""
    return shortened(plain(json.dumps(content, ensure_ascii=False)), width)


def shortened(text: str, width: int) -> str:
    """Cut a text to `width` characters, with a sign that it goes on."""
    return text if len(text) <= width else text[: max(0, width - 1)] + "…"


def table(*columns: str, right: tuple[str, ...] = (), fold: str = "") -> Table:
    """Return an empty table without lines; `right` names the columns of numbers, `fold` the one that may wrap."""
    made = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for column in columns:
        wraps = column == fold
        made.add_column(
            column,
            justify="right" if column in right else "left",
            no_wrap=not wraps,
            overflow="fold" if wraps else "ellipsis",
        )
    return made


def _visible(character: str) -> str:
    if character != _JOINER and unicodedata.category(character) in _UNPRINTABLE:
        return character.encode("unicode_escape").decode()
    return character
