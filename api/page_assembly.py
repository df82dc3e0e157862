"""Makes a page of its template: addresses with the version in them, and links that load all modules at once.

A template has two placeholders. `{assets}` is where the address of a file begins. `{preload}` becomes a link for each
module that the page's scripts reach by static imports, so that a browser need not find them one after the other; it
stands after the import map, which has to come before the first module.
"""

from __future__ import annotations

import base64
import hashlib
import json
import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

_INLINE_MAP = re.compile(r'<script type="importmap">(.*?)</script>', re.DOTALL)
_ENTRY = re.compile(r'<script type="module" src="([^"]+)">')
_PRELOAD = re.compile(r"^([ \t]*)\{preload\}[ \t]*\n?", re.MULTILINE)
_IMPORTED = re.compile(
    r"""(?:^|[;}])\s*(?:import|export)\b\s*(?:[\w$*{},\s]*?\bfrom\s*|\s*)["']([^"'\n]+)["']""", re.MULTILINE
)

Read = Callable[[str], str]
"""Returns the text of a file by its name."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page that can be sent."""

    text: str
    inline: tuple[str, ...]
    """Hashes of the scripts that stand in it, as a Content-Security-Policy names them."""
    missing: tuple[str, ...]
    """Names of files that it needs and that are not there."""


def assemble(template: str, prefix: str, names: Collection[str], read: Read) -> Page:
    """Return the page that a template makes.

    Args:
        template: the text with its placeholders.
        prefix: what takes the place of `{assets}`.
        names: the files that are there, by what follows the prefix and a slash.
        read: gives the text of one of them.
    """
    text = template.replace("{assets}", prefix)
    inline = _INLINE_MAP.findall(text)
    imports = _imports_in(inline)
    entries = _ENTRY.findall(text)
    reached = modules_from([_name(each, prefix) for each in entries], imports, prefix, names, read)
    needed = [_name(address, prefix) for address in (*imports.values(), *entries)]
    missing = tuple(name for name in needed if name and not name.endswith("/") and name not in names)
    links = [f'<link rel="modulepreload" href="{prefix}/{name}">' for name in reached]
    return Page(_PRELOAD.sub(lambda found: _lines(found[1], links), text), tuple(map(_hash_of, inline)), missing)


def modules_from(
    entries: Iterable[str], imports: Mapping[str, str], prefix: str, names: Collection[str], read: Read
) -> list[str]:
    """Return the modules that some lead to by static imports, themselves first, the nearest before the others."""
    found = list(dict.fromkeys(name for name in entries if name in names))
    for name in found:  # which grows meanwhile
        for specifier in static_imports(read(name)):
            imported = _resolved(specifier, name, imports, prefix)
            if imported in names and imported not in found:
                found.append(imported)
    return found


def static_imports(source: str) -> list[str]:
    """Return what a module imports before it runs; `import()` is for later."""
    return _IMPORTED.findall(source)


def _imports_in(inline: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for each in inline:
        found |= json.loads(each).get("imports", {})
    return found


def _resolved(specifier: str, importer: str, imports: Mapping[str, str], prefix: str) -> str:
    """Return the name of the file that an import means; empty if it is none of ours."""
    if specifier.startswith(("./", "../")):
        return posixpath.normpath(posixpath.join(posixpath.dirname(importer), specifier))
    if specifier in imports:
        return _name(imports[specifier], prefix)
    for key in sorted(imports, key=len, reverse=True):
        if key.endswith("/") and specifier.startswith(key):
            return _name(imports[key] + specifier.removeprefix(key), prefix)
    return _name(specifier, prefix)


def _name(address: str, prefix: str) -> str:
    return address.removeprefix(f"{prefix}/") if address.startswith(f"{prefix}/") else ""


def _lines(indent: str, links: Iterable[str]) -> str:
    return "".join(f"{indent}{link}\n" for link in links)


def _hash_of(script: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
