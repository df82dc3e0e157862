"""Find every use of localStorage in a script, and say of each what it does."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cli.code_migration.keys import ANY, Key, Outside, key_of
from cli.code_migration.later import read_later
from cli.code_migration.reading import read_json, written_json
from cli.code_migration.scopes import is_written
from cli.code_migration.scripts import Script, Source
from cli.code_migration.syntax import Node, arguments_of, outside, string_of, within
from cli.code_migration.uses import Use

_NAME = "localStorage"
_WINDOWS = frozenset({"window", "globalThis", "self"})
_METHODS = {"getItem": ("get", 1), "setItem": ("set", 2), "removeItem": ("remove", 1), "clear": ("clear", 0)}
_INHERITED = frozenset(
    {"constructor", "hasOwnProperty", "isPrototypeOf", "propertyIsEnumerable", "toString", "valueOf"}
)
_IN_TEXT = re.compile(r"\blocalStorage\s*(?:\??\.\s*(?:getItem|setItem|removeItem|clear|key)\s*\(|\??\.length\b|\[)")
_IN_FOREIGN = re.compile(r"\blocalStorage\s*(?:\?\.|\.|\[)")
_ENUMERATES = "it goes over all keys, which the service cannot do"
_FOREIGN = "it is inside a text, a template of another language, or a line too long to read"


def uses_of(script: Script, find: Outside) -> list[Use]:
    """Return the uses in a script, in the order of the text."""
    found = [use for node in script.root.walk() for use in _uses_at(script, node, find)]
    return sorted(found, key=lambda use: use.start)


def uses_in_text(source: Source) -> list[Use]:
    """Return what looks like a use in parts of a page that are no JavaScript, or in a file that cannot be read."""
    if source.problem:
        hidden = b"localStorage" in source.content or b"l\0o\0c\0a\0l\0S\0t\0o\0r\0a\0g\0e" in source.content
        return [Use(source, None, 0, "other", shown="(unknown)", reason=source.problem)] if hidden else []
    pieces = [(block.code, block.start) for block in source.blocks if block.kind == "foreign"]
    return [
        Use(source, None, start + match.start(), "other", shown="(unknown)", reason=_FOREIGN)
        for text, start in pieces
        for match in _IN_FOREIGN.finditer(text)
    ]


def _uses_at(script: Script, node: Node, find: Outside) -> Iterator[Use]:
    if node.kind in ("string_fragment", "jsx_text") and _IN_TEXT.search(node.text):
        yield _use(script, node, "other", reason=_FOREIGN)
    elif node.kind == "identifier" and node.text == _NAME:
        yield from _at_name(script, node, find)
    elif node.kind == "shorthand_property_identifier" and node.text == _NAME:
        yield _use(script, node, "other", reason="localStorage itself is handed on")
    elif node.kind in ("member_expression", "subscript_expression") and _names_storage(node):
        yield from _at_member(script, node, find)
    elif node.kind == "shorthand_property_identifier_pattern" and node.text == _NAME:
        yield _use(script, node, "other", reason="localStorage itself is taken out of its window")
    elif _listens(node) or _is_listener(node):
        yield _use(script, node, "other", reason="it listens for changes of localStorage by other tabs")


def _listens(call: Node) -> bool:
    if call.kind != "call_expression":
        return False
    callee, given = call.get("function"), arguments_of(call)
    named = callee is not None and callee.text.split(".")[-1] == "addEventListener"
    return named and bool(given) and string_of(given[0]) == "storage"


def _is_listener(node: Node) -> bool:
    name = node.get("property") if node.kind == "member_expression" else None
    return name is not None and name.text == "onstorage" and is_written(node)


def _names_storage(node: Node) -> bool:
    if node.kind == "member_expression":
        name = node.get("property")
        return name is not None and name.text == _NAME
    index = node.get("index")
    return index is not None and string_of(index) == _NAME


def _at_name(script: Script, node: Node, find: Outside) -> Iterator[Use]:
    binding = script.scopes.meaning(node)
    if binding is not None:
        reason = f"`{_NAME}` is a name of this code here (line {_line(script, binding.declared)})"
        yield _use(script, node, "other", reason=reason, harmless=True)
    elif node in script.scopes.unresolved.get(_NAME, []):
        yield _classified(script, node, find)


def _at_member(script: Script, node: Node, find: Outside) -> Iterator[Use]:
    owner = node.get("object")
    inner = within(owner) if owner is not None else None
    if inner is None or inner.text not in _WINDOWS or script.scopes.meaning(inner) is not None:
        reason = "it belongs to another object than the window"
        yield _use(script, node, "other", reason=reason)
    elif is_written(node):
        yield _use(script, node, "other", reason="localStorage itself is replaced")
    else:
        yield _classified(script, node, find)


def _classified(script: Script, base: Node, find: Outside) -> Use:
    """Say what the code does with localStorage, which `base` names."""
    base = outside(base)
    up = base.parent
    if up is None or _is_tested(base, up):
        return _use(script, base, "test", reason="it asks only whether there is localStorage", harmless=True)
    if up.kind == "member_expression" and up.get("object") is base:
        return _member(script, up, find)
    if up.kind == "subscript_expression" and up.get("object") is base:
        index = up.get("index")
        name = string_of(index) if index is not None else None
        if name in _METHODS or name in _INHERITED or name in ("key", "length"):
            return _use(script, up, "other", reason=f"`{name}` is taken out of localStorage by its name")
        return _indexed(script, up, key_of(script, index, find) if index is not None else ANY, index)
    return _as_value(script, base, up, find)


def _member(script: Script, node: Node, find: Outside) -> Use:
    name = node.get("property")
    called = node.parent
    word = name.text if name is not None else ""
    if word in _METHODS:
        if called is None or called.kind != "call_expression" or called.get("function") is not node:
            return _use(script, node, "other", reason=f"`{word}` is passed on as a value")
        return _called(script, called, word, find)
    if word in ("length", "key"):
        return _use(script, node, "other", reason=_ENUMERATES)
    if word in _INHERITED:
        return _use(script, node, "other", reason=f"`{word}` asks localStorage as an object")
    return _indexed(script, node, Key(word, whole=True), None)


def _called(script: Script, call: Node, word: str, find: Outside) -> Use:
    action, count = _METHODS[word]
    given = arguments_of(call)
    use = _use(script, call, action)
    if len(given) != count or any(one.kind == "spread_element" for one in given) or _is_optional(call):
        use.reason = f"`{word}` is not called with {count} plain argument{'' if count == 1 else 's'}"
    if given and action != "clear":
        use.key_node, use.shown = given[0], given[0].text
        use.key = key_of(script, given[0], find)
    if action == "clear":
        use.shown = "(all)"
    if not use.reason and action == "set":
        use.value = given[1]
        written_json(script, use)
    elif not use.reason and action == "get":
        read_json(script, use)
        if use.form == "text":
            read_later(script, use)
    return use


def _indexed(script: Script, node: Node, key: Key, index: Node | None) -> Use:
    use = _use(script, node, "get", key=key, shown=index.text if index is not None else key.start)
    use.key_node, use.indexed = index, True
    inner = outside(node)
    up = inner.parent
    if up is None:
        return use
    if up.kind == "assignment_expression" and up.get("left") is inner:
        use.action, use.node, use.whole, use.value = "set", up, up, up.get("right")
        written_json(script, use)
        use.reason = "" if _is_statement(up) else "the value of the assignment is used"
    elif up.kind == "unary_expression" and up.has("delete"):
        use.action, use.node, use.whole = "remove", up, up
        use.reason = "" if _is_statement(up) else "the value of `delete` is used"
    elif up.kind in ("augmented_assignment_expression", "update_expression") and is_written(inner):
        use.action, use.reason = "other", "it reads and writes in one expression"
    elif is_written(inner) or (up.kind == "call_expression" and up.get("function") is inner):
        use.action, use.reason = "other", "it is not read or written plainly"
    elif _is_optional(node):
        use.reason = "it is read with `?.`"
    else:
        read_json(script, use)
    return use


def _as_value(script: Script, base: Node, up: Node, find: Outside) -> Use:
    if up.kind == "binary_expression" and up.has("in") and up.get("right") is base:
        left = up.get("left")
        key = key_of(script, left, find) if left is not None else ANY
        shown = left.text if left is not None else ""
        return _use(script, up, "other", key=key, shown=shown, reason="`in` asks localStorage as an object")
    call = up.parent if up.kind == "arguments" else None
    callee = call.get("function") if call is not None else None
    if up.kind in ("for_in_statement", "spread_element") or (callee is not None and callee.text.startswith("Object.")):
        return _use(script, base, "other", reason=_ENUMERATES)
    return _use(script, base, "other", reason="localStorage itself is used as a value")


def _is_tested(base: Node, up: Node) -> bool:
    if up.kind == "unary_expression":
        return up.has("typeof") or up.has("!")
    if up.kind == "ternary_expression":
        return up.get("condition") is base
    if up.kind == "binary_expression":
        compares = any(up.has(sign) for sign in ("==", "===", "!=", "!=="))
        return compares or (up.has("&&") and up.get("left") is base)
    return up.kind == "type_query" or (up.kind in ("if_statement", "while_statement") and up.get("condition") is base)


def _is_optional(node: Node) -> bool:
    return any(child.kind in ("?.", "optional_chain") for child in node.children)


def _is_statement(node: Node) -> bool:
    """Tell whether nobody can see the value of an expression: nor can they where a callback may become async."""
    up = outside(node).parent
    if up is None or up.kind == "expression_statement":
        return True
    return up.kind == "arrow_function" and up.parent is not None and up.parent.kind == "arguments"


def _use(
    script: Script,
    node: Node,
    action: str,
    *,
    key: Key = ANY,
    shown: str = "",
    reason: str = "",
    harmless: bool = False,
) -> Use:
    use = Use(script.source, script, script.offset + node.start, action, key, shown or "(unknown)", node, node)
    use.reason, use.harmless = reason, harmless
    return use


def _line(script: Script, node: Node) -> int:
    return script.source.text.count("\n", 0, script.offset + node.start) + 1
