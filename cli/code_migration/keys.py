"""Which keys a use may mean, and which uses therefore belong together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cli.code_migration.scopes import Binding
from cli.code_migration.scripts import Script
from cli.code_migration.syntax import Node, arguments_of, string_of, within

_DEPTH = 6
Outside = Callable[[Script, Binding], tuple[Script, Node] | None]
"""Finds the value of an imported name, or of a global one of another classic script."""


@dataclass(frozen=True)
class Key:
    """What is known of a key: its beginning, and whether that is all of it."""

    start: str
    whole: bool

    @property
    def unknown(self) -> bool:
        """Whether it may be any key."""
        return not self.whole and self.start == ""

    def may_be(self, other: Key) -> bool:
        """Tell whether two keys may be the same."""
        if self.whole and other.whole:
            return self.start == other.start
        if self.whole:
            return self.start.startswith(other.start)
        if other.whole:
            return other.start.startswith(self.start)
        return self.start.startswith(other.start) or other.start.startswith(self.start)


ANY = Key("", whole=False)


def key_of(script: Script, node: Node, outside: Outside, depth: int = _DEPTH) -> Key:
    """Return what an expression tells about the key that it gives."""
    node = within(node)
    text = string_of(node)
    if text is not None:
        return Key(text, whole=True)
    if node.kind == "number":
        return Key(node.text, whole=True) if node.text.isdigit() and str(int(node.text)) == node.text else ANY
    if depth == 0:
        return ANY
    if node.kind == "template_string":
        return _of_template(script, node, outside, depth)
    if node.kind == "binary_expression" and node.has("+"):
        left, right = node.get("left"), node.get("right")
        return _joined([key_of(script, part, outside, depth - 1) for part in (left, right) if part is not None])
    found = value_of(script, node, outside)
    return ANY if found is None else key_of(*found, outside, depth - 1)


def value_of(script: Script, node: Node, outside: Outside) -> tuple[Script, Node] | None:
    """Return the expression that a name or a property of a constant object stands for."""
    node = within(node)
    if node.kind == "identifier":
        binding = script.scopes.meaning(node)
        if binding is None or binding.kind == "import":
            asked = binding or Binding(node.text, "global", node, script.root)
            return outside(script, asked)
        if binding.value is None or not binding.is_settled or binding.kind not in ("const", "let", "var"):
            return None
        return script, binding.value
    if node.kind == "member_expression":
        return _property(script, node, outside)
    return None


def _property(script: Script, node: Node, outside: Outside) -> tuple[Script, Node] | None:
    owner, name = node.get("object"), node.get("property")
    held = value_of(script, owner, outside) if owner is not None else None
    if held is None or name is None or (owner is not None and _is_changed(script, owner)):
        return None
    where, value = held[0], within(held[1])
    if value.kind == "call_expression" and value.text.startswith("Object.freeze(") and arguments_of(value):
        value = within(arguments_of(value)[0])
    if value.kind != "object":
        return None
    pairs = [pair for pair in value.inner if pair.kind == "pair" and _name(pair) == name.text]
    found = pairs[0].get("value") if len(pairs) == 1 else None
    return None if found is None else (where, found)


def _is_changed(script: Script, owner: Node) -> bool:
    binding = script.scopes.meaning(owner)
    uses = binding.uses if binding is not None else []
    for use in uses:
        member = use.parent
        if member is None or member.kind not in ("member_expression", "subscript_expression"):
            continue
        up = member.parent
        if up is not None and up.kind == "assignment_expression" and up.get("left") is member:
            return True
    return False


def _name(pair: Node) -> str:
    key = pair.get("key")
    return "" if key is None else (string_of(key) or key.text)


def _of_template(script: Script, node: Node, outside: Outside, depth: int) -> Key:
    parts = []
    for child in node.children:
        if child.kind == "string_fragment":
            parts.append(Key(child.text, whole=True))
        elif child.kind == "template_substitution":
            parts.append(key_of(script, child.inner[0], outside, depth - 1) if child.inner else ANY)
        elif child.named:
            parts.append(ANY)
    return _joined(parts)


def _joined(parts: list[Key]) -> Key:
    start = ""
    for part in parts:
        start += part.start
        if not part.whole:
            return Key(start, whole=False)
    return Key(start, whole=True)
