"""Recognise the JSON around a read or a write."""

from __future__ import annotations

from cli.code_migration.scripts import Script
from cli.code_migration.syntax import Node, arguments_of, outside, within
from cli.code_migration.uses import Use


def read_json(script: Script, use: Use) -> None:
    """Note a `JSON.parse` around a read, and the text that it parses when there is none."""
    if use.node is None:
        return
    inner, default = outside(use.node), None
    up = inner.parent
    if up is not None and up.kind == "binary_expression" and up.get("left") is inner and (up.has("||") or up.has("??")):
        default = up.get("right")
        inner = outside(up)
    listed = inner.parent
    call = listed.parent if listed is not None and listed.kind == "arguments" else None
    if call is None or not is_json(script, call, "parse") or len(arguments_of(call)) != 1:
        return
    if use.indexed and default is None:
        return  # without the key, JSON.parse(undefined) fails and JSON.parse(null) does not
    use.form, use.whole, use.default = "json", call, default


def written_json(script: Script, use: Use) -> None:
    """Note a `JSON.stringify` as what is written, unless it changes the value on the way."""
    value = within(use.value) if use.value is not None else None
    if value is None or value.kind != "call_expression" or not is_json(script, value, "stringify"):
        return
    given = arguments_of(value)
    plain = len(given) == 1 or (len(given) > 1 and given[1].text in ("null", "undefined"))
    if plain and given[0].kind != "spread_element":
        use.form = "json"


def is_json(script: Script, call: Node, method: str) -> bool:
    """Tell whether a call is one of the browser's own `JSON`."""
    callee = call.get("function")
    if call.kind != "call_expression" or callee is None or callee.text != f"JSON.{method}":
        return False
    return "JSON" in script.scopes.unresolved and script.scopes.meaning(callee.children[0]) is None


def is_text(script: Script, node: Node) -> bool:
    """Tell whether an expression surely gives a string."""
    node = within(node)
    while node.kind == "binary_expression" and node.has("+"):
        left, right = node.get("left"), node.get("right")
        if left is None or right is None:
            return False
        if is_text(script, right):
            return True
        node = within(left)
    if node.kind in ("string", "template_string"):
        return True
    if node.kind == "ternary_expression":
        both = (node.get("consequence"), node.get("alternative"))
        return all(side is not None and is_text(script, side) for side in both)
    if node.kind == "unary_expression":
        return node.has("typeof")
    if node.kind == "call_expression":
        return _gives_text(script, node)
    binding = script.scopes.meaning(node) if node.kind == "identifier" else None
    if binding is None or not binding.is_settled:
        return False
    if binding.kind == "parameter":
        kind = binding.declared.parent.get("type") if binding.declared.parent is not None else None
        return kind is not None and kind.text.removeprefix(":").strip() == "string"
    if binding.kind != "const" or binding.value is None:
        return False
    return is_text(script, binding.value)


def _gives_text(script: Script, call: Node) -> bool:
    callee = call.get("function")
    if callee is None:
        return False
    if is_json(script, call, "stringify"):
        return True
    if callee.text == "String" and script.scopes.meaning(callee) is None:
        return True
    name = callee.get("property") if callee.kind == "member_expression" else None
    return name is not None and name.text in ("toString", "toISOString", "join", "toUpperCase", "toLowerCase")
