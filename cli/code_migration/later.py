"""Recognise a text that is kept under a name only to be parsed: `const raw = getItem(k); if (raw) JSON.parse(raw)`."""

from __future__ import annotations

from cli.code_migration.reading import is_json
from cli.code_migration.scopes import Binding
from cli.code_migration.scripts import Script
from cli.code_migration.syntax import Node, arguments_of, enclosing_function, outside
from cli.code_migration.uses import Use

_LOOPS = frozenset({"for_statement", "for_in_statement", "while_statement", "do_statement"})


def read_later(script: Script, use: Use) -> None:
    """Note where the text of a read is parsed and where it is asked for, when nothing else is done with it."""
    binding = _holder(script, use)
    if binding is None or use.node is None:
        return
    parsed = [call for ref in binding.uses if (call := _parsing(script, ref)) is not None]
    asked = [ref for ref in binding.uses if _parsing(script, ref) is None]
    # Two calls, or one in a loop, give two values; the name gives the same one twice.
    if len(parsed) != 1 or _repeats(parsed[0], binding) or not all(_asks(ref) for ref in asked):
        return
    if enclosing_function(parsed[0]) is enclosing_function(use.node):
        use.form, use.parsed, use.asked = "json", parsed[0], [ref for ref in asked if not _compares(ref)]


def _holder(script: Script, use: Use) -> Binding | None:
    node = outside(use.node) if use.node is not None else None
    up = node.parent if node is not None else None
    name = up.get("name") if up is not None and up.kind == "variable_declarator" else None
    if up is None or name is None or name.kind != "identifier" or up.get("type") is not None:
        return None
    binding = script.scopes.seen_from(name, name.text)
    if binding is None or binding.declared is not name or not binding.is_settled:
        return None
    # A name that others see may be read there.
    return binding if binding.scope is not script.root else None


def _parsing(script: Script, ref: Node) -> Node | None:
    listed = ref.parent
    call = listed.parent if listed is not None and listed.kind == "arguments" else None
    if call is None or len(arguments_of(call)) != 1 or not is_json(script, call, "parse"):
        return None
    return call


def _repeats(call: Node, binding: Binding) -> bool:
    for up in call.above():
        if up is binding.scope:
            return False
        if up.kind in _LOOPS:
            return True
    return False


def _asks(ref: Node) -> bool:
    """Tell whether a place only asks whether there is a text."""
    up = ref.parent
    if up is None:
        return False
    return _compares(ref) or _is_condition(up if up.kind == "unary_expression" and up.has("!") else ref)


def _compares(ref: Node) -> bool:
    up = ref.parent
    if up is None or up.kind != "binary_expression" or not any(up.has(sign) for sign in ("===", "!==", "==", "!=")):
        return False
    right = up.get("right")
    return up.get("left") is ref and right is not None and right.text == "null"


def _is_condition(node: Node) -> bool:
    up = node.parent
    if up is not None and up.kind == "parenthesized_expression":
        return up.parent is not None and up.parent.kind == "if_statement"
    return up is not None and up.kind == "ternary_expression" and up.get("condition") is node
