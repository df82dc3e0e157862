"""Stands in until the kind is written."""

from __future__ import annotations

from kinds.generic import KIND as _PLAIN
from dataclasses import replace

KIND = replace(
    _PLAIN,
    name="pixellab",
    title="pixellab",
    detect=lambda top: "lastJobId" in top if "pixellab" == "pixellab" else "sequences" in top and "shots" in top,
)
