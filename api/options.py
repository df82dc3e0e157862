"""How a server was started."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from api.app_folders import AppFolder, apps_of

MEGABYTE = 1 << 20


def seconds(name: str, default: float) -> float:
    """Return a deadline that the environment may set.

    Raises:
        ValueError: the variable holds something else.
    """
    text = os.environ.get(name) or str(default)
    try:
        found = float(text)
    except ValueError:
        found = 0.0
    if not 0 < found < float("inf"):
        raise ValueError(f"{name} has to be a number of seconds, not {text!r}")
    return found


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
    session_days: float = 30.0
    """Days after which a workflow session that nobody uses is put away."""
    apps: tuple[AppFolder, ...] = ()
    """Folders of pages that are served too."""
    inject: bool = True
    """Whether the pages of apps get the drop-in."""
    body_deadline: float = field(default_factory=lambda: seconds("HOLDFAST_BODY_DEADLINE", 30.0))
    """Seconds within which the body of a request has to arrive."""

    @classmethod
    def from_environment(cls) -> Options:
        """Read the options as `uvicorn server:app` gets them.

        Raises:
            ValueError: a variable holds what it cannot.
        """
        data = Path(os.environ.get("HOLDFAST_DATA", "data"))
        return cls(
            data=data,
            token=os.environ.get("HOLDFAST_TOKEN") or None,
            allow_origins=_parts("HOLDFAST_ALLOW_ORIGIN"),
            hosts=_parts("HOLDFAST_ALLOW_HOST"),
            session_days=float(os.environ.get("HOLDFAST_SESSION_DAYS", "30")),
            max_body=int(os.environ.get("HOLDFAST_MAX_BODY", 16 * MEGABYTE)),
            apps=apps_of(_parts("HOLDFAST_APPS"), data),
            inject=os.environ.get("HOLDFAST_NO_INJECT", "0") in ("", "0"),
        )


def _parts(name: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in os.environ.get(name, "").split(",") if part.strip())
