"""How a server was started."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Options:
    """What the operator chose on the command line or in the environment."""

    data: Path = Path("data")
    token: str | None = None
    """What a request has to show, or None if every local program may ask."""
    allow_origins: tuple[str, ...] = ()
    """Other origins whose pages may ask, each an exact text such as `http://localhost:5173`, or `null`."""
    hosts: tuple[str, ...] = ()
    """Further values of the Host header, for a server that listens beyond this machine."""
    max_body: int = 16 * MEGABYTE
    """Largest request body in bytes."""
    body_deadline: float = 30.0
    """Seconds within which a request has to arrive whole."""

    @classmethod
    def from_environment(cls) -> Options:
        """Read the options as `uvicorn server:app` gets them."""
        origins = os.environ.get("HOLDFAST_ALLOW_ORIGIN", "")
        return cls(
            data=Path(os.environ.get("HOLDFAST_DATA", "data")),
            token=os.environ.get("HOLDFAST_TOKEN") or None,
            allow_origins=tuple(part.strip() for part in origins.split(",") if part.strip()),
            max_body=int(os.environ.get("HOLDFAST_MAX_BODY", 16 * MEGABYTE)),
        )
