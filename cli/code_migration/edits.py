"""The changes of one script, made all at once."""

from __future__ import annotations

import sys
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Edit:
    """Replace the characters from `start` to `end`; at one place, the one with the smaller weight comes first."""

    start: int
    end: int
    weight: int
    order: int
    text: str


class Edits:
    """Collects edits."""

    def __init__(self) -> None:
        self.all: list[Edit] = []

    def replace(self, start: int, end: int, text: str) -> None:
        """Replace characters."""
        self.all.append(Edit(start, end, 0, len(self.all), text))

    def insert_line(self, start: int, text: str) -> None:
        """Write a line of its own before everything else at a place."""
        self.all.append(Edit(start, start, -sys.maxsize, len(self.all), text))

    def wrap(self, start: int, end: int, before: str, after: str) -> None:
        """Write around characters: outside of what is written around a part of them, or later around the same."""
        self.all.append(Edit(start, start, -end, len(self.all), before))
        self.all.append(Edit(end, end, -start, -len(self.all), after))

    def applied(self, text: str) -> str:
        """Return the text with all edits made.

        Raises:
            ValueError: two edits overlap.
        """
        parts, at = [], 0
        for edit in sorted(self.all):
            if edit.start < at:
                raise ValueError(f"two edits overlap at {edit.start}")
            parts += [text[at : edit.start], edit.text]
            at = edit.end
        return "".join([*parts, text[at:]])
