"""The scripts of a set of files: whole files, script blocks and event attributes of pages."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from pathlib import Path

from cli.code_migration.pages import Block, Linked, blocks_of
from cli.code_migration.scopes import Scopes
from cli.code_migration.syntax import Node, flaws, is_machine_made, parse

LANGUAGES = {
    ".js": "javascript",
    ".mjs": "javascript",
    ".cjs": "javascript",
    ".jsx": "javascript",
    ".ts": "typescript",
    ".tsx": "tsx",
    ".html": "html",
}
_BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"


@dataclass(eq=False)
class Source:
    """A file of the set: its bytes, its text without a byte order mark, and what is wrong with it."""

    path: Path
    name: str
    content: bytes = field(repr=False)
    text: str = field(repr=False, default="")
    mark: str = ""
    problem: str = ""
    blocks: list[Block] = field(default_factory=list, repr=False)


@dataclass(eq=False)
class Script:
    """A piece of code: `kind` is module, classic, common (CommonJS) or attribute; `offset` its place in the file."""

    source: Source
    text: str = field(repr=False)
    offset: int
    language: str
    kind: str
    root: Node = field(repr=False)
    scopes: Scopes = field(repr=False)
    last: bool = True
    event: str = ""
    broken: bool = False

    @property
    def name(self) -> str:
        """The file's name."""
        return self.source.name


def read_source(path: Path, name: str, content: bytes) -> Source:
    """Return a file of the set, decoded."""
    source = Source(path, name, content)
    try:
        text = content.decode()
    except UnicodeDecodeError:
        source.problem = "the file is not UTF-8"
        return source
    source.mark = _BOM if text.startswith(_BOM) else ""
    source.text = text.removeprefix(_BOM)
    if path.suffix.lower() != ".html" and is_machine_made(source.text):
        source.problem = "a line of the file is too long, as minifiers make them"
    elif path.suffix.lower() == ".html":
        source.blocks = blocks_of(source.text)
    return source


def scripts_of(sources: list[Source]) -> list[Script]:
    """Parse all scripts of all files."""
    linked = [(source, link) for source in sources for link in links_of(source)]
    made: list[Script] = []
    for source in sources:
        if source.path.suffix.lower() == ".html":
            made.extend(_of_block(source, block) for block in source.blocks if block.kind in ("script", "attribute"))
        elif not source.problem:
            made.append(_of_file(source, linked))
    imported = {resolved for script in made for resolved in _imported(script, sources)}
    for script in made:
        if script.source in imported and script.kind == "classic":
            script.kind = "module"
    return made


def links_of(source: Source) -> list[Linked]:
    """Return the script files that a page names."""
    return [block.linked for block in source.blocks if block.linked is not None]


def resolve(spec: str, origin: Source, sources: list[Source]) -> Source | None:
    """Return the file of the set that an import or a page means, or None."""
    here = posixpath.dirname(origin.path.as_posix())
    spec = re.split("[?#]", spec, maxsplit=1)[0]
    if spec.startswith((".", "..")):
        return _by_path(posixpath.normpath(posixpath.join(here, spec)), sources)
    if spec.startswith(("/", "@/", "~/")):
        return _by_suffix(spec.lstrip("@~/"), sources)
    return None


def _by_path(wanted: str, sources: list[Source]) -> Source | None:
    paths = {source.path.as_posix(): source for source in sources}
    return next((paths[name] for name in _spellings(wanted) if name in paths), None)


def _by_suffix(wanted: str, sources: list[Source]) -> Source | None:
    for name in _spellings(wanted):
        for source in sources:
            if source.path.as_posix().endswith("/" + name):
                return source
    return None


def _spellings(path: str) -> list[str]:
    stem, suffix = posixpath.splitext(path)
    endings = [".js", ".ts", ".tsx", ".jsx", ".mjs", ".cjs"]
    typed = [stem + ending for ending in (".ts", ".tsx")] if suffix in (".js", ".jsx", ".mjs") else []
    return [path, *typed, *(path + ending for ending in endings), *(f"{path}/index{ending}" for ending in endings)]


def _of_block(source: Source, block: Block) -> Script:
    root = parse(block.code, block.language)
    script = Script(source, block.code, block.start, block.language, block.type, root, Scopes(root))
    script.last, script.event, script.broken = block.last, block.event, flaws(root) > 0
    return script


def _of_file(source: Source, linked: list[tuple[Source, Linked]]) -> Script:
    language = LANGUAGES[source.path.suffix.lower()]
    root = parse(source.text, language)
    everything = [source, *(page for page, _ in linked)]
    pages = [link for page, link in linked if resolve(_relative(link.src), page, everything) is source]
    kind = _kind_of(source, root, module=any(link.module for link in pages))
    script = Script(source, source.text, 0, language, kind, root, Scopes(root))
    script.last, script.broken = all(link.last for link in pages), flaws(root) > 0
    return script


def _relative(src: str) -> str:
    return src if src.startswith((".", "/")) or "://" in src else f"./{src}"


def _kind_of(source: Source, root: Node, *, module: bool) -> str:
    suffix = source.path.suffix.lower()
    if suffix == ".cjs":
        return "common"
    if module or suffix == ".mjs" or any(node.kind in ("import_statement", "export_statement") for node in root.inner):
        return "module"
    return "common" if _requires(root) else "classic"


def _requires(root: Node) -> bool:
    return any(
        node.kind == "member_expression" and node.text in ("module.exports", "exports") for node in root.walk()
    ) or any(node.kind == "call_expression" and node.text.startswith("require(") for node in root.walk())


def _imported(script: Script, sources: list[Source]) -> list[Source]:
    specs = [node.get("source") for node in script.root.inner if node.kind in ("import_statement", "export_statement")]
    found = [resolve(spec.text[1:-1], script.source, sources) for spec in specs if spec is not None]
    return [source for source in found if source is not None]
