"""Requests to the film register as they are sent, read and refused before anything is locked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kinds.microfilm.film import numbering
from kinds.microfilm.film.decisions import BEST, NEW, Asked
from kinds.microfilm.film.errors import BadFilmRequest
from kinds.microfilm.film.film_settings import FILM_TYPES, LIMITS
from kinds.microfilm.film.legacy import Takeover
from kinds.microfilm.film.steps import Step
from kinds.microfilm.film.temp_rolls import is_temp_roll

Fields = Mapping[str, Any]

_LONGEST = 1000
_NEEDS_REASON = frozenset({Step.FAIL, Step.REFILM, Step.REWORK, Step.VOID})
"""Steps that nobody would understand later without one."""
_COMMON = frozenset({"reason", "key"})
_ALLOWED: dict[Step | None, frozenset[str]] = {
    Step.START: frozenset({"temp_roll"}),
    Step.COMPLETE: frozenset({"attempt"}),
    Step.FAIL: frozenset({"attempt", "spoiled"}),
    Step.REFILM: frozenset({"temp_roll"}),
    Step.REWORK: frozenset(),
    Step.VOID: frozenset(),
    None: frozenset(),
}
"""What a step knows beside a reason; None is a step with the whole order."""


def request_of(step: Step | None, fields: Fields) -> Asked:
    """Read what a request says beside its roll.

    Raises:
        BadFilmRequest: it says something that the step does not know, or in another form.
    """
    _known(fields, _COMMON | _ALLOWED[step])
    attempt = fields.get("attempt")
    return Asked(
        reason=reason_of(fields, required=step in _NEEDS_REASON),
        temp_roll=_temp_roll(fields.get("temp_roll")),
        spoiled=flag_of(fields, "spoiled", default=True),
        attempt=None if attempt is None else _whole(attempt, "attempt", 1, 1_000_000),
    )


def settings_of(fields: Fields) -> dict[str, int]:
    """Read the settings of a plan, those that are named: under `settings` or beside it."""
    nested = fields.get("settings", {})
    if not isinstance(nested, Mapping):
        raise BadFilmRequest("settings has to be an object", field="settings")
    given = {**{name: value for name, value in fields.items() if name not in (*_COMMON, "settings")}, **nested}
    by_type = given.pop("capacity", {})
    if not isinstance(by_type, Mapping) or not set(by_type) <= set(FILM_TYPES):
        raise BadFilmRequest('capacity has to be an object such as {"16mm": 2900, "35mm": 690}', field="capacity")
    given |= {f"capacity_{film_type}": value for film_type, value in by_type.items()}
    _known(given, frozenset(LIMITS))
    return {name: _whole(value, name, *LIMITS[name]) for name, value in given.items()}


def rework_of(fields: Fields) -> tuple[list[int] | None, Asked]:
    """Read which rolls of an order have to be done again, or None for all of them, and why."""
    asked = request_of(Step.REWORK, {name: value for name, value in fields.items() if name != "rolls"})
    return _rolls_of(fields.get("rolls")), asked


def takeover_of(fields: Fields) -> Takeover:
    """Read what a registrar knows of early numbers."""
    _known(fields, _COMMON | {"filmed", "drop"})
    drop = flag_of(fields, "drop", default=False)
    reason = reason_of(fields, required=drop)
    return Takeover(flag_of(fields, "filmed", default=True), drop, reason)


def _rolls_of(rolls: Any) -> list[int] | None:
    if rolls is None:
        return None
    if not isinstance(rolls, list) or not rolls:
        raise BadFilmRequest("rolls has to be a list of ids of rolls, or left out for all of them", field="rolls")
    return [_whole(roll, "rolls", 1, 10**9) for roll in rolls]


def next_of(fields: Fields) -> tuple[str, int, str]:
    """Read location, running number and reason of a request to go on with another number."""
    _known(fields, _COMMON | {"location", "next"})
    location = fields.get("location")
    if not isinstance(location, str) or not location.strip():
        raise BadFilmRequest("location has to be a text: OU, DW, or another one", field="location")
    following = fields.get("next")
    if isinstance(following, str) and numbering.is_film_number(following):
        if following[0] != numbering.prefix_of(location):
            raise BadFilmRequest(f"{following} is no number of {location!r}", field="next")
        return location, numbering.running_of(following), str(reason_of(fields, required=True))
    raise BadFilmRequest('next has to be a film number as a text, such as "10000008"', field="next")


def reason_of(fields: Fields, *, required: bool) -> str | None:
    """Read why, for the ledger."""
    reason = fields.get("reason")
    if reason is not None and not isinstance(reason, str):
        raise BadFilmRequest("reason has to be a text", field="reason")
    reason = (reason or "").strip()
    if required and not reason:
        raise BadFilmRequest("reason has to say why, because the ledger keeps it", field="reason")
    if len(reason) > _LONGEST:
        raise BadFilmRequest(f"reason has {len(reason)} characters; {_LONGEST} are allowed", field="reason")
    return reason or None


def flag_of(fields: Fields, name: str, *, default: bool) -> bool:
    """Read true or false."""
    value = fields.get(name, default)
    if not isinstance(value, bool):
        raise BadFilmRequest(f"{name} has to be true or false", field=name)
    return value


def key_of(fields: Fields, header: str | None) -> str | None:
    """Read the idempotency key, from the head or the body of a request."""
    key = header or fields.get("key")
    if key is None:
        return None
    if not isinstance(key, str) or not 0 < len(key) <= _LONGEST:
        raise BadFilmRequest("an idempotency key has to be a text, new for each request", field="key")
    return key


def _temp_roll(value: Any) -> str | None:
    if value is None:
        return None
    if value in (BEST, NEW) or is_temp_roll(value):
        return str(value)
    raise BadFilmRequest(f'temp_roll has to be an id such as "T3", "{BEST}" or "{NEW}"', field="temp_roll")


def _whole(value: Any, name: str, least: int, most: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise BadFilmRequest(f"{name} has to be a whole number from {least:,} to {most:,}", field=name)
    return value


def _known(fields: Fields, allowed: frozenset[str]) -> None:
    unknown = sorted(set(fields) - allowed)
    if unknown:
        known = ", ".join(sorted(allowed))
        raise BadFilmRequest(f"{unknown[0]!r} is not known here; known: {known}", field=unknown[0])
