"""How a save wants to be brought together with edits that it does not know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from storage.merge import Side


class OnConflict(StrEnum):
    """What becomes of values that both sides changed."""

    FAIL = "fail"
    """Nothing is saved, and both versions are kept."""
    NEWEST = "newest"
    """The later edit wins."""
    MINE = "mine"
    THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class Terms:
    """What the sender of a save says beside the version that it replaces."""

    on_conflict: OnConflict = OnConflict.FAIL
    edited_at: datetime | None = None
    """When the edit was made, by the sender's clock."""
    ahead: timedelta = timedelta(0)
    """By how much the sender's clock was ahead of ours when it sent."""
    base_saved_at: datetime | None = None
    """When the base was saved, which finds an older ancestor if the base itself is no longer kept."""
    validate: bool = True
    """Whether the document has to keep its contract."""
    source: str | None = None
    """How the sender calls itself, so that it knows its own changes among the events."""


PLAIN_TERMS = Terms()


def preferred(terms: Terms, theirs_saved_at: datetime, now: datetime) -> Side | None:
    """Return whose value is taken where both changed one, or None if that has to fail.

    An edit is never later than now: a clock that is set to 2099 wins against what is on disk, and against nothing
    that is saved afterwards.
    """
    if terms.on_conflict is OnConflict.NEWEST:
        edited_at = min(now, (terms.edited_at or now) - terms.ahead)
        return "mine" if edited_at >= min(now, theirs_saved_at) else "theirs"
    sides: dict[OnConflict, Side] = {OnConflict.MINE: "mine", OnConflict.THEIRS: "theirs"}
    return sides.get(terms.on_conflict)
