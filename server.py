"""The front door: settings, then store, then application; `python server.py` and `uvicorn server:app` begin here."""

from __future__ import annotations

from typing import Any

from api.app import create_app
from api.options import Options
from cli.main import main
from kinds.registry import open_store
from storage.settings import Settings


def __getattr__(name: str) -> Any:
    """Make `app` when a server asks for it, so that importing this module opens no data folder."""
    if name != "app":
        raise AttributeError(name)
    options = Options.from_environment()
    return create_app(open_store(options.data, Settings.for_bodies_of(options.max_body)), options)


if __name__ == "__main__":
    main()
