"""Whether code can wait where it stands."""

from __future__ import annotations

import re

from cli.code_migration.owners import FIELDS
from cli.code_migration.scripts import Script
from cli.code_migration.sinks import is_leaving
from cli.code_migration.syntax import FUNCTIONS, Node, outside

_STARTS_LATER = re.compile(r"\bDOMContentLoaded\b|addEventListener\(\s*[\"'](?:load|pageshow)[\"']|\bonload\s*=")
_DECLARES = frozenset(
    {
        "function_declaration",
        "generator_function_declaration",
        "class_declaration",
        "interface_declaration",
        "type_alias_declaration",
        "import_statement",
    }
)
_PLAIN = frozenset({"statement_block", "if_statement", "else_clause", "try_statement", "catch_clause"})
_PARAMETERS = frozenset({"formal_parameters", "required_parameter", "optional_parameter"})
_BROKEN = "the script does not parse"


def function_at(node: Node) -> Node | str | None:
    """Return the function that runs a node, a reason why nothing there can wait, or None for the top level."""
    below = node
    for up in node.above():
        if up.kind in FIELDS and (up.get("value") is below):
            return "it is in the initialiser of a class field"
        if up.kind == "class_static_block":
            return "it is in a static block of a class"
        if up.kind == "decorator":
            return "it is in a decorator"
        if up.kind in FUNCTIONS:
            if below.kind in _PARAMETERS or up.get("parameter") is below:
                return "it is in the default of a parameter"
            if up.get("body") is below:
                return up
        below = up
    return None


def script_reason(script: Script) -> str:
    """Say why nothing in a script can be rewritten; empty when it can."""
    if script.broken:
        return _BROKEN
    if script.kind == "attribute":
        return "it is in an event attribute, which cannot wait"
    if script.kind == "classic" and script.language != "javascript":
        return "TypeScript without import or export has no place for an import; `export {}` makes it a module"
    return ""


def top_level_reason(script: Script, scripts: list[Script]) -> str:
    """Say why code at the top level of a script cannot wait; empty when it can.

    Modules wait for the modules that they import, so every module of the set may be held up.
    """
    if script.broken:
        return _BROKEN
    if script.kind != "module":
        return "it is at the top level of a script that is no module, where nothing can wait"
    held_up = next((one for one in scripts if one.kind == "module" and _STARTS_LATER.search(one.text)), None)
    if held_up is None:
        return ""
    return f"waiting at the top level could let DOMContentLoaded or load pass before {held_up.name} listens"


def ends_script(script: Script, call: Node) -> str:
    """Say why a call at the top level of a classic script or an attribute needs waiting; empty when nothing follows."""
    node = outside(call)
    statement = node.parent
    if script.broken:
        return _BROKEN
    if is_leaving(script.event):
        return "it is in an event of a page that is left, which waits for nothing"
    if statement is None or statement.kind != "expression_statement" or statement.parent is not script.root:
        return "its result is used where nothing can wait"
    rest = _after(statement)
    if script.kind == "attribute" and len(rest) == 1 and rest[0].text.rstrip(";") in ("return false", "return true"):
        rest = []
    if rest:
        return "what follows it at the top level would not wait"
    return "" if script.last else "scripts that follow it in the page would not wait"


def nothing_follows(script: Script, statement: Node) -> bool:
    """Tell whether a statement is the last thing that its function, or its script, does."""
    while (up := statement.parent) is not None and not _after(statement):
        if up is script.root:
            return script.last
        if up.kind in FUNCTIONS:
            return True
        if up.kind not in _PLAIN or (up.kind == "try_statement" and up.get("finalizer") is not None):
            return False
        statement = up
    return False


def _after(statement: Node) -> list[Node]:
    """Return the statements after one in its block that do something."""
    up = statement.parent
    if up is None or up.kind not in ("statement_block", "program"):
        return []
    siblings = up.inner
    return [one for one in siblings[siblings.index(statement) + 1 :] if one.kind not in _DECLARES]
