"""What was found and what is done, for people and for programs."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rich.console import Console

from cli import words
from cli.code_migration.callers import spot
from cli.code_migration.deciding import Plan
from cli.code_migration.files import encoded
from cli.code_migration.functions import Function
from cli.code_migration.owners import holder_of
from cli.code_migration.project import exported_names
from cli.code_migration.scripts import Source
from cli.code_migration.syntax import outside
from cli.code_migration.uses import Use


@dataclass
class Report:
    """The uses of a set of files, the new texts, and what became of the files."""

    plan: Plan
    texts: dict[Source, str]
    written: bool = False
    kept: dict[Source, Path | None] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Return the report as one JSON object."""
        chosen = set(self.plan.chosen)
        return {
            "uses": [_as_json(use, use in chosen) for use in self.plan.uses],
            "files": [self._file(source, text) for source, text in self.texts.items()],
            "madeAsync": [_function(function) for function in self._made_async()],
            "found": len(self.plan.uses),
            "rewritten": len(chosen),
            "left": sum(use not in chosen and not use.harmless for use in self.plan.uses),
            "written": self.written,
        }

    def print(self, out: Console) -> None:
        """Print the report and, when nothing was written, the difference."""
        chosen = set(self.plan.chosen)
        for use in self.plan.uses:
            out.print(_line(use, use in chosen), soft_wrap=True)
        for function in self._made_async():
            note = "; callers outside these files have to await it" if is_exported(function) else ""
            out.print(
                words.plain(f"{spot(function.script, function.node)}  {function.shown} becomes async{note}"),
                soft_wrap=True,
            )
        if not self.written:
            for source, text in self.texts.items():
                out.print(words_of_code(difference(source, text)), end="", soft_wrap=True)
        out.print(self._summary(len(chosen)), soft_wrap=True)

    def _made_async(self) -> list[Function]:
        made = [function for function in self.plan.functions if not function.is_async]
        return sorted(made, key=lambda function: (function.script.name, function.script.offset + function.node.start))

    def _file(self, source: Source, text: str) -> dict[str, Any]:
        kept = self.kept.get(source)
        return {
            "file": source.name,
            "diff": difference(source, text),
            "original": kept.as_posix() if kept is not None else None,
        }

    def _summary(self, chosen: int) -> str:
        found = words.many(len(self.plan.uses), "use")
        if not self.texts:
            return f"{found} of localStorage, none that can be rewritten"
        files = words.many(len(self.texts), "file")
        if not self.written:
            return f"{found} of localStorage; {chosen} in {files} can be rewritten: --write does it"
        kept = sorted(path.as_posix() for path in self.kept.values() if path is not None)
        originals = f"; originals in {', '.join(map(words.plain, kept))}" if kept else "; git has the originals"
        return f"{found} of localStorage; {chosen} rewritten in {files}{originals}"


def is_exported(function: Function) -> bool:
    """Tell whether a module gives a function, or the class or object that it belongs to, to others."""
    node = holder_of(function.node) or function.node
    around = outside(node).parent
    if around is not None and around.kind == "export_statement":
        return True
    name = node.get("name") or (around.get("name") if around is not None else None)
    binding = function.script.scopes.top(name.text) if name is not None else None
    known = binding is not None and binding.declared is name
    return known and binding is not None and bool(exported_names(function.script, binding))


def difference(source: Source, text: str) -> str:
    """Return the unified difference of a file."""
    before = source.content.decode().splitlines(keepends=True)
    after = encoded(source, text).decode().splitlines(keepends=True)
    lines = difflib.unified_diff(before, after, f"a/{source.name}", f"b/{source.name}")
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def words_of_code(text: str) -> str:
    """Return code safe to print on a terminal; tabs and line ends stay."""
    lines = text.replace("\r\n", "\n").split("\n")
    return "\n".join("\t".join(map(words.plain, line.split("\t"))) for line in lines)


def _as_json(use: Use, rewritten: bool) -> dict[str, Any]:
    literal = use.key.whole
    return {
        "file": use.source.name,
        "line": use.line,
        "action": use.action,
        "key": use.key.start if literal else None,
        "expression": use.shown,
        "form": use.form if use.action in ("get", "set") else None,
        "rewritable": rewritten,
        "reason": use.reason or None,
    }


def _function(function: Function) -> dict[str, Any]:
    name, line = spot(function.script, function.node).rsplit(":", 1)
    return {"file": name, "line": int(line), "name": function.name or None, "exported": is_exported(function)}


def _line(use: Use, rewritten: bool) -> str:
    key = repr(use.key.start) if use.key.whole else words.shortened(" ".join(use.shown.split()), 60)
    outcome = "can be rewritten" if rewritten else f"left: {use.reason}"
    return words.plain(f"{use.source.name}:{use.line}  {use.action} {key}  {outcome}")
