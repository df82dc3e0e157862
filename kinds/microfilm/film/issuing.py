"""Which film number comes next, and which are passed over: every gap has a line that explains it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kinds.microfilm.film import numbering
from kinds.microfilm.film.entries import Entry, Happening
from kinds.microfilm.film.errors import BadFilmRequest, NumbersExhausted, NumbersUnknown
from kinds.microfilm.film.ledger import Ledger

FAR = 100_000
"""A number that is so much higher than the last one is a slip of the hand, and would use up all between."""


@dataclass(frozen=True, slots=True)
class NumberSource:
    """Where a number comes from."""

    location: str
    """Whose number it is."""
    seen: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    """By prefix the highest running number that stands in some order of the folder, and the order's id."""


def issued(ledger: Ledger, source: NumberSource) -> tuple[list[Entry], str]:
    """Return the next number of a location, and the line that explains what is passed over.

    A number that stands in some order, given by an older program or under a ledger that was lost, is not given again.
    """
    prefix = numbering.prefix_of(source.location)
    first = ledger.next_running(prefix)
    seen, project = source.seen.get(prefix, (0, ""))
    running = max(first, seen + 1)
    if running > numbering.LAST:
        raise NumbersExhausted(f"all numbers of {source.location!r} are used", location=source.location)
    number = numbering.film_number(prefix, running)
    if running == first:
        return [], number
    other = numbering.film_number(prefix, seen)
    if running - first > FAR:
        text = f"{project!r} has the film number {other}, which the ledger does not know, far from its own numbers"
        raise NumbersUnknown(text, id=project, numbers=[other])
    facts = {"location": numbering.LOCATIONS[prefix], "first": first, "last": seen}
    return [Entry(Happening.SKIPPED, reason=f"{other} stands in {project!r}", facts=facts)], number


def skipped(ledger: Ledger, location: str, following: int, reason: str) -> list[Entry]:
    """Let the numbers of a location go on with `following`, and say what became of those before."""
    prefix = numbering.prefix_of(location)
    first = ledger.next_running(prefix)
    if following == first:
        return []
    if following < first or following > numbering.LAST:
        text = f"the next number of {location!r} is {numbering.film_number(prefix, first)}; it can only be raised"
        raise BadFilmRequest(text, field="next")
    facts = {"location": location, "first": first, "last": following - 1}
    return [Entry(Happening.SKIPPED, reason=reason, facts=facts)]
