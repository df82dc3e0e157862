"""Who asks the film register, how an order stands afterwards, and what had been asked before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kinds.kind import Document
from kinds.microfilm.film.comparing import location_of
from kinds.microfilm.film.entries import Entry, Who
from kinds.microfilm.film.errors import KeyReused, NumbersUnknown
from kinds.microfilm.film.ledger import Ledger, Order


@dataclass(frozen=True, slots=True)
class Standing:
    """How an order stands after a request, or when it is looked at."""

    project: str
    document: Document
    ledger: Ledger
    order: Order
    entries: Sequence[Entry] = ()
    """The lines that the request has added, or added when it came for the first time."""
    repeated: bool = False
    """Whether nothing had to be done, because it had been done before."""
    number: str | None = None
    """The film number that the request was about, if it had been given before."""
    unknown: Sequence[str] = ()
    """Film numbers in the order that the ledger does not know; it is left as it is until they are taken over."""

    @property
    def location(self) -> str:
        """Whose numbers the order gets: as it says, or said when it was planned."""
        return location_of(self.document) or self.order.location or ""


def repeated(ledger: Ledger, who: Who) -> list[Entry]:
    """Return the lines of a request that came before under the same key.

    Raises:
        KeyReused: it was another request.
    """
    before = ledger.keys.get(who.key or "", [])
    if before and before[0].request != who.request:
        first = before[0]
        what = f"{first.event}, roll {first.roll} of {first.project!r}"
        text = f"the key {who.key!r} was sent with another request: {what}"
        raise KeyReused(text, key=who.key)
    return list(before)


def number_of(standing: Standing, roll: int | None, attempt: int | None) -> str | None:
    """Return the number that a filming of a roll was given, or the valid one."""
    found = standing.order.rolls.get(roll or 0)
    if found is None:
        return None
    if attempt is not None:
        return next((issue.number for issue in found.issues if issue.attempt == attempt), None)
    return found.current.number if found.current is not None else None


def numbers_unknown(standing: Standing) -> NumbersUnknown:
    """Return the refusal to work on an order whose early numbers were not taken over."""
    many = len(standing.unknown)
    text = (
        f"{standing.project!r} has {many} film numbers that the ledger does not know, {standing.unknown[0]} the first; "
        "they were given early"
    )
    return NumbersUnknown(text, id=standing.project, numbers=list(standing.unknown[:50]))
