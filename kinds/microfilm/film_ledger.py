"""The kind of the film ledger: its lines, and what follows from them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kinds.kind import Collection, Document, Item, Kind, Summary
from kinds.microfilm.film.entries import COMMON, Happening
from kinds.microfilm.film.reducing import reduce


def is_ledger(top: Mapping[str, Any]) -> bool:
    """Say by its top level whether a document is a film ledger."""
    return "film_ledger" in top and "entries" in top


def entries_of(document: Document) -> list[Item]:
    """Return the lines, without the rolls of a plan, which stand in the order."""
    found = document.get("entries")
    lines = [line for line in found if isinstance(line, dict)] if isinstance(found, list) else []
    return [{name: value for name, value in line.items() if not isinstance(value, dict | list)} for line in lines]


def numbers_of(document: Document) -> list[Item]:
    """Return every film number that was issued."""
    issues = reduce(_lines(document)).numbers.values()
    return [
        {
            "film_number": issue.number,
            "status": str(issue.status),
            "project": issue.project,
            "roll": issue.roll,
            "attempt": issue.attempt,
            "at": issue.at,
            "capacity": issue.capacity,
            "temp_roll": issue.temp_roll,
            "superseded_by": issue.superseded_by,
            "legacy": issue.legacy,
            "reason": issue.reason,
        }
        for issue in sorted(issues, key=lambda issue: issue.number)
    ]


def temp_rolls_of(document: Document) -> list[Item]:
    """Return every temp roll that was ever cut."""
    return [
        {
            "temp_roll": found.id,
            "film_type": found.film_type,
            "status": str(found.status),
            "exists": found.exists,
            "usable": found.usable,
            "capacity": found.capacity,
            "source_project": found.source[0],
            "source_roll": found.source[1],
            "source_number": found.source[2],
            "reserved_for": "/".join(map(str, found.reserved_for)) if found.reserved_for else None,
            "at": found.at,
        }
        for found in reduce(_lines(document)).temp_rolls.values()
    ]


COLLECTIONS = (
    Collection("entries", "Lines", key="seq", read=entries_of, columns=COMMON, search=("project", "number", "reason")),
    Collection("numbers", "Film numbers", key="film_number", read=numbers_of, search=("film_number", "project")),
    Collection("temp_rolls", "Temp rolls", key="temp_roll", read=temp_rolls_of, search=("temp_roll", "source_project")),
)


_ISSUING = (Happening.COMPLETED, Happening.IMPORTED)


def summary_of(document: Document) -> Summary:
    """Count lines, numbers and temp rolls; the list is made anew after every line, so nothing is worked out here."""
    lines = _lines(document)
    numbers = sum(line.get("event") in _ISSUING for line in lines)
    counts = {"entries": len(lines), "numbers": numbers, "temp_rolls": sum("makes" in line for line in lines)}
    return Summary("Film ledger", f"{counts['numbers']:,} film numbers in {counts['entries']:,} lines", counts)


def stats_of(document: Document) -> dict[str, Any]:
    """Return numbers by status and by location, and temp rolls by status."""
    ledger = reduce(_lines(document))
    return {
        "lines": len(ledger.entries),
        "orders": len(ledger.orders),
        "numbers": _counted(str(issue.status) for issue in ledger.numbers.values()),
        "locations": _counted(number[0] for number in ledger.numbers),
        "tempRolls": _counted(str(found.status) for found in ledger.temp_rolls.values()),
        "faults": len(ledger.faults),
    }


def _lines(document: Document) -> list[Item]:
    found = document.get("entries")
    return [line for line in found if isinstance(line, dict)] if isinstance(found, list) else []


def _counted(values: Any) -> list[Item]:
    found: dict[str, int] = {}
    for value in values:
        found[value] = found.get(value, 0) + 1
    return [{"label": label, "count": count} for label, count in sorted(found.items())]


KIND = Kind(
    name="film-ledger",
    title="Film ledger",
    description="Every film number: who issued it when, for which roll, and what became of it. Lines are only added.",
    detect=is_ledger,
    summary=summary_of,
    stats=stats_of,
    collections=lambda _: COLLECTIONS,
    template=lambda _: {"film_ledger": 1, "entries": []},
)
