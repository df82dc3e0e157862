"""Run commands as a person or a script does, and read what they say."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from cli.main import main


@dataclass(frozen=True)
class Said:
    """How a command ended, and what it printed."""

    code: int
    out: str
    errors: str

    @property
    def json(self) -> Any:
        """The one JSON document on standard output."""
        return json.loads(self.out)


class Command:
    """The commands on one data folder."""

    def __init__(self, data: Path) -> None:
        self.data = data

    def __call__(self, name: str, *arguments: str | Path, text: str | bytes | None = None) -> Said:
        """Run a command with `--data` and further arguments."""
        given = [name, *map(str, arguments), "--data", str(self.data)]
        done = CliRunner().invoke(main, given, input=text)
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return Said(done.exit_code, done.stdout, done.stderr)

    def write(self, name: str, content: str | bytes) -> Path:
        """Put a file into the data folder by hand."""
        path = self.data / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path
