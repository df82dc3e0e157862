"""Which class or object a method is called on, as far as the code tells."""

from __future__ import annotations

from enum import Enum

from cli.code_migration.project import Place, Project
from cli.code_migration.scopes import Binding
from cli.code_migration.scripts import Script
from cli.code_migration.syntax import FUNCTIONS, Node, within

CLASSES = frozenset({"class_declaration", "abstract_class_declaration", "class"})
FIELDS = frozenset({"field_definition", "public_field_definition"})
_LITERALS = frozenset({"string", "template_string", "number", "regex", "array", "true", "false", "null", "jsx_element"})
_WINDOWS = ("window", "globalThis", "self")
_DEPTH = 6


class Elsewhere(Enum):
    """The object belongs to the browser or to a library: none of the set's classes."""

    FOREIGN = "foreign"


Owner = Node | Elsewhere | None
"""A class or object literal of the set, something foreign, or None for what cannot be told."""


def holder_of(function: Node) -> Node | None:
    """Return the class or object literal that a method, or a function kept in a field, belongs to."""
    up = function.parent
    if up is not None and (up.kind in FIELDS or up.kind == "pair"):
        up = up.parent
    elif function.kind != "method_definition":
        return None
    if up is not None and up.kind == "class_body":
        return up.parent
    return up if up is not None and up.kind == "object" else None


def name_in_holder(function: Node) -> Node | None:
    """Return the name under which a class or an object keeps a function."""
    kept = function if function.kind == "method_definition" else function.parent
    if kept is None:
        return None
    return kept.get("name") or kept.get("property") or kept.get("key")


def this_of(node: Node) -> Owner:
    """Return what `this` means at a place."""
    for up in node.above():
        if up.kind in FIELDS or up.kind == "class_static_block":
            return up.parent.parent if up.parent is not None else None
        if up.kind in FUNCTIONS and up.kind != "arrow_function":
            return holder_of(up)
    return Elsewhere.FOREIGN


class Owners:
    """Finds owners in a project."""

    def __init__(self, project: Project) -> None:
        self.project = project

    def of(self, script: Script, node: Node, depth: int = _DEPTH) -> Owner:
        """Return what an expression is."""
        node = within(node)
        if node.kind == "await_expression" and node.inner:
            node = within(node.inner[0])
        if depth == 0:
            return None
        if node.kind == "this":
            return this_of(node)
        if node.kind == "object" or node.kind in CLASSES:
            return node
        if node.kind in _LITERALS:
            return Elsewhere.FOREIGN
        if node.kind == "new_expression":
            made = node.get("constructor")
            return self.of(script, made, depth - 1) if made is not None else None
        if node.kind == "identifier":
            return self._named(script, node, depth)
        if node.kind == "member_expression":
            return self._member(script, node, depth)
        return self._called(script, node) if node.kind == "call_expression" else None

    def _named(self, script: Script, node: Node, depth: int) -> Owner:
        binding = script.scopes.meaning(node)
        if binding is None:
            return self._global(node.text, depth)
        if binding.kind == "import":
            found = self.project.imported(script, binding)
            if found is not None:
                return self._bound(*found, depth)
            place = self.project.default_of(script, binding)
            return self.of(*place, depth - 1) if place is not None else Elsewhere.FOREIGN
        return self._bound(script, binding, depth)

    def _bound(self, script: Script, binding: Binding, depth: int) -> Owner:
        if not binding.is_settled or binding.value is None or binding.kind in ("function", "parameter"):
            return None
        return self.of(script, binding.value, depth - 1)

    def _global(self, name: str, depth: int) -> Owner:
        given = [self._bound(*found, depth) for found in self.project.global_bindings(name)]
        given += [self.of(*place, depth - 1) for place in self._assigned(name, Elsewhere.FOREIGN, depth)]
        if not given:
            return Elsewhere.FOREIGN
        return given[0] if len(given) == 1 else None

    def _member(self, script: Script, node: Node, depth: int) -> Owner:
        base, name = node.get("object"), node.get("property")
        if base is None or name is None:
            return None
        if base.text in _WINDOWS and script.scopes.meaning(base) is None:
            return self._global(name.text, depth)
        owner = self.of(script, base, depth - 1)
        if owner is None or isinstance(owner, Elsewhere):
            return owner
        given = self._assigned(name.text, owner, depth)
        given += [(self.project.script_of(owner), value) for value in _kept(owner, name.text)]
        return self.of(*given[0], depth - 1) if len(given) == 1 else None

    def _assigned(self, name: str, owner: Owner, depth: int) -> list[Place]:
        """Return the values of all assignments `owner.name = value`; a foreign owner means the window."""
        found: list[Place] = []
        for script, member in self.project.members.get(name, []):
            up, base = member.parent, member.get("object")
            if up is None or base is None or up.kind != "assignment_expression" or up.get("left") is not member:
                continue
            value = up.get("right")
            windowed = base.text in _WINDOWS and script.scopes.meaning(base) is None
            same = windowed if isinstance(owner, Elsewhere) else self.of(script, base, depth - 1) is owner
            if value is not None and same:
                found.append((script, value))
        return found

    def _called(self, script: Script, node: Node) -> Owner:
        callee = node.get("function")
        if callee is None:
            return None
        name = callee.get("property") if callee.kind == "member_expression" else callee
        if name is None or name.text in self.project.defined or callee.text in ("import", "require"):
            return None
        known = name.kind == "property_identifier" or script.scopes.meaning(name) is None
        return Elsewhere.FOREIGN if known else None


def _kept(owner: Node, name: str) -> list[Node]:
    body = owner if owner.kind == "object" else owner.get("body")
    found: list[Node] = []
    for child in body.inner if body is not None else []:
        key = child.get("key") or child.get("name") or child.get("property")
        value = child.get("value")
        if key is not None and key.text == name and value is not None:
            found.append(value)
    return found
