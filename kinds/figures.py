"""Figures that can be plotted as they are: counts, days and histograms."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

_BINS = 12
_LAST_MOMENT = 8.64e15
"""Milliseconds of the last moment that JavaScript knows."""


def counted(labels: Iterable[str]) -> list[dict[str, Any]]:
    """Return how often each label occurs, the most frequent first: `[{label, count}]`."""
    return [{"label": label, "count": count} for label, count in Counter(labels).most_common()]


def histogram(values: Sequence[float], bins: int = _BINS) -> dict[str, list[float]]:
    """Return `{edges, counts}` with round edges; there is one edge more than counts, and none without values."""
    if not values:
        return {"edges": [], "counts": []}
    low, high = min(values), max(values)
    step = _round_step((high - low) / bins or abs(high) or 1.0)
    first = math.floor(low / step)
    count = max(1, math.floor(high / step) - first + 1)
    counts = [0] * count
    for value in values:
        counts[min(count - 1, math.floor(value / step) - first)] += 1
    return {"edges": [round((first + at) * step, 9) for at in range(count + 1)], "counts": [float(n) for n in counts]}


def day_of(milliseconds: float | None) -> str | None:
    """Return the day of a moment in UTC, `2026-11-20`, or None if it is none."""
    if milliseconds is None or not abs(milliseconds) <= _LAST_MOMENT:
        return None
    try:
        return datetime.fromtimestamp(milliseconds / 1000, UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        return None


def number(value: Any) -> float | None:
    """Return a number that can be counted with, or None: true is none, and neither is what a double cannot hold."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        found = float(value)
    except OverflowError:
        return None
    return found if math.isfinite(found) else None


def numbers(values: Iterable[Any]) -> list[float]:
    """Return the numbers among values."""
    return [found for value in values if (found := number(value)) is not None]


def texts(values: Iterable[Any]) -> list[str]:
    """Return the texts among values."""
    return [value for value in values if isinstance(value, str)]


def total(values: Iterable[float]) -> float:
    """Add numbers without the small change that adding doubles leaves."""
    return round(math.fsum(values), 6)


def _round_step(step: float) -> float:
    """Return the next of 1, 2, 5 times a power of ten that is not smaller."""
    power = 10.0 ** math.floor(math.log10(step)) or step  # the power of the smallest doubles is none
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= step * (1 - 1e-12))
