"""What of an HTML page is code: script blocks, event attributes, and the script files that it names."""

from __future__ import annotations

from dataclasses import dataclass
from html import unescape

from cli.code_migration.syntax import Node, is_machine_made, parse

_JAVASCRIPT = frozenset({"", "text/javascript", "application/javascript", "application/ecmascript", "text/ecmascript"})


@dataclass(frozen=True)
class Linked:
    """A script file that a page names; `last` tells that no classic script runs after it."""

    src: str
    module: bool
    last: bool


@dataclass(frozen=True)
class Block:
    """A piece of a page.

    `kind` is script, attribute (of an event), linked, foreign (a template of another language) or binding (an attribute
    that a framework may run).
    """

    kind: str
    code: str
    start: int
    type: str = "classic"
    language: str = "javascript"
    last: bool = True
    event: str = ""
    linked: Linked | None = None


def blocks_of(text: str) -> list[Block]:
    """Return the pieces of code of a page, in the order of the text."""
    root = parse(text, "html")
    elements = [node for node in root.walk() if node.kind == "script_element"]
    found = [_of_script(element, _is_last(element, elements)) for element in elements]
    found += [block for node in root.walk() if node.kind == "attribute" for block in _of_attribute(node)]
    return sorted(found, key=lambda block: block.start)


def _of_script(element: Node, last: bool) -> Block:
    given = _attributes(element)
    code = next((child for child in element.children if child.kind == "raw_text"), None)
    body, start = (code.text, code.start) if code is not None else ("", element.end)
    kind = _type(given)
    if "src" in given:
        return Block("linked", "", element.start, linked=Linked(given["src"], kind == "module", last))
    if is_machine_made(body):
        return Block("foreign", body, start)
    if kind == "module":
        return Block("script", body, start, "module", last=last)
    if kind in _JAVASCRIPT:
        return Block("script", body, start, "classic", last=last)
    return Block("foreign", body, start, language=kind)


def _is_last(element: Node, elements: list[Node]) -> bool:
    """Tell whether no other script of a page runs after one; what is deferred runs after everything else."""
    for other in elements:
        given = _attributes(other)
        kind = _type(given)
        deferred = kind == "module" or "defer" in given or "async" in given
        runs = kind == "module" or kind in _JAVASCRIPT
        if other is not element and runs and (deferred or other.start > element.start):
            return False
    return True


def _type(given: dict[str, str]) -> str:
    return given.get("type", "").strip().lower().partition(";")[0]


def _of_attribute(node: Node) -> list[Block]:
    name, value = _attribute(node)
    inner = next((child for child in node.walk() if child.kind == "attribute_value"), None)
    if inner is None:
        return []
    if not name.startswith("on"):
        return [Block("binding", value, inner.start)] if "(" in value else []
    return [Block("attribute", value, inner.start, "attribute", event=name.removeprefix("on"))]


def _attributes(element: Node) -> dict[str, str]:
    tag = element.children[0]
    return dict(_attribute(child) for child in tag.children if child.kind == "attribute")


def _attribute(node: Node) -> tuple[str, str]:
    name = next((child.text.lower() for child in node.children if child.kind == "attribute_name"), "")
    value = next((child.text for child in node.walk() if child.kind == "attribute_value"), "")
    return name, unescape(value)
