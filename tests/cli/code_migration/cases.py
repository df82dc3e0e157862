"""The corpus: folders with code as it was, as it has to become, and what the report says of it."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from cli.code_migration.deciding import decide
from cli.code_migration.files import encoded, found_in
from cli.code_migration.pages import blocks_of
from cli.code_migration.rewriting import rewritten
from cli.code_migration.scripts import LANGUAGES
from cli.code_migration.service import Service
from cli.code_migration.syntax import flaws, parse
from cli.main import main

NODE = shutil.which("node")
CORPUS = Path(__file__).parent / "corpus"


@dataclass(frozen=True)
class Case:
    """One folder of the corpus."""

    folder: Path

    @property
    def options(self) -> list[str]:
        """Further options of the command."""
        given = self.folder / "options.txt"
        return given.read_text().split() if given.exists() else []


CASES = [Case(folder) for folder in sorted(CORPUS.iterdir()) if (folder / "before").is_dir()]


def contents(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder and their bytes."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def migrate(*arguments: str | Path) -> tuple[int, str]:
    """Run the command; return its exit code and what it prints."""
    done = CliRunner().invoke(main, ["migrate-code", *map(str, arguments)])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.output


def outcome(folder: Path, code: str, name: str = "code.mjs", **given: Any) -> str:
    """Return what becomes of one file, as pure functions see it."""
    path = folder / name
    path.write_text(code)
    keys = given.pop("keys", None)
    sources = found_in([path])
    service = Service(**given)
    texts = rewritten(decide(sources, service, keys), service)
    return encoded(sources[0], texts.get(sources[0], sources[0].text)).decode()


def check_syntax(path: Path) -> list[str]:
    """Return what is wrong with the syntax of a file, in the eyes of the parser and of node."""
    language = LANGUAGES[path.suffix]
    text = path.read_text()
    if language == "html":
        return [
            problem for block in blocks_of(text) if block.kind == "script" for problem in _node(block.code, block.type)
        ]
    found = [f"{path.name} does not parse"] if flaws(parse(text, language)) else []
    if language == "javascript":
        is_module = path.suffix == ".mjs" or "import {" in text or "export " in text
        found += _node(text, "module" if is_module else "classic")
    return found


def _node(code: str, kind: str) -> list[str]:
    if NODE is None:
        return []
    given = f"--input-type={'module' if kind == 'module' else 'commonjs'}"
    done = subprocess.run(["node", "--check", given, "-"], input=code, capture_output=True, text=True, check=False)
    return [done.stderr] if done.returncode else []
