"""Whether the objects of a class, or an object literal, get into hands that may call their methods unseen."""

from __future__ import annotations

from collections.abc import Iterator

from cli.code_migration.owners import CLASSES, Owners, this_of
from cli.code_migration.project import Place
from cli.code_migration.scopes import Binding
from cli.code_migration.scripts import Script
from cli.code_migration.syntax import Node, outside

_BOUND = frozenset({"bind", "call", "apply"})


class Escapes:
    """Looks for objects that are handed on."""

    def __init__(self, owners: Owners) -> None:
        self.owners = owners
        self.project = owners.project
        self._known: dict[Node, Place | None] = {}

    def of(self, script: Script, holder: Node) -> Place | None:
        """Return a place where a class, one of its objects, or an object literal is handed on; None if nowhere."""
        if holder not in self._known:
            self._known[holder] = None
            self._known[holder] = next(self._places(script, holder), None)
        return self._known[holder]

    def _places(self, script: Script, holder: Node) -> Iterator[Place]:
        yield from self._own(script, holder)
        if holder.kind not in CLASSES:
            yield from self._site(script, holder)
            return
        binding = _binding(script, holder)
        if binding is None:
            yield script, holder
            return
        for where, use in self.project.uses(script, binding):
            yield from self._class_use(where, use)

    def _own(self, script: Script, holder: Node) -> Iterator[Place]:
        for node in holder.walk():
            if node.kind == "this" and this_of(node) is holder and not _is_member(node) and not _is_bound(node):
                yield script, node

    def _class_use(self, script: Script, use: Node) -> Iterator[Place]:
        up = use.parent
        if up is not None and up.kind == "new_expression" and up.get("constructor") is use:
            yield from self._site(script, up)
        elif not _is_harmless(use):
            yield script, use

    def _site(self, script: Script, made: Node) -> Iterator[Place]:
        """Follow an object from where it is made."""
        made = outside(made)
        up = made.parent
        if up is None or up.kind in ("expression_statement", "member_expression"):
            return
        name = up.get("name") if up.kind == "variable_declarator" else None
        if name is not None and name.kind == "identifier":
            scope = _named(script, name)
            yield from self._followed(script, scope) if scope is not None else [(script, made)]
        elif up.kind == "assignment_expression" and (left := up.get("left")) is not None:
            yield from self._assigned(script, made, left)
        elif up.kind == "export_statement" and up.has("default"):
            # Nobody in the set imports it: a framework does, and calls what it likes.
            uses = self.project.imports_of(script.source, "default") or [(script, made)]
            yield from (place for place in uses if place[1] is made or not _allowed(place))
        elif up.kind not in ("field_definition", "public_field_definition"):
            yield script, made

    def _assigned(self, script: Script, made: Node, left: Node) -> Iterator[Place]:
        owner, name = left.get("object"), left.get("property")
        if left.kind != "member_expression" or owner is None or name is None:
            yield script, made
        elif owner.kind == "this":
            members = self.project.members.get(name.text, [])
            yield from ((where, node) for where, node in members if node is not left and not _allowed((where, node)))
        elif owner.text in ("window", "globalThis", "self"):
            uses = self.project.global_uses(name.text)
            yield from (place for place in uses if place[1] is not left and not _allowed(place))
        else:
            yield script, made

    def _followed(self, script: Script, binding: Binding) -> Iterator[Place]:
        for where, use in self.project.uses(script, binding):
            up = use.parent
            if up is not None and up.kind == "assignment_expression" and up.get("right") is use:
                left = up.get("left")
                if left is not None:
                    yield from self._assigned(where, use, left)
            elif not _allowed((where, use)):
                yield where, use


def _binding(script: Script, holder: Node) -> Binding | None:
    name = holder.get("name")
    if name is not None:
        return _named(script, name)
    up = holder.parent
    declared = up.get("name") if up is not None and up.kind == "variable_declarator" else None
    return _named(script, declared) if declared is not None else None


def _named(script: Script, name: Node) -> Binding | None:
    return next((binding for binding in script.scopes.all() if binding.declared is name), None)


def _allowed(place: Place) -> bool:
    return _is_harmless(place[1])


def _is_harmless(use: Node) -> bool:
    node = outside(use)
    up = node.parent
    if up is None or up.kind in ("export_specifier", "export_statement", "expression_statement"):
        return True
    if up.kind == "unary_expression":
        return True
    if up.kind == "binary_expression":
        return up.has("instanceof") or up.has("===") or up.has("!==")
    return _is_member(node)


def _is_member(node: Node) -> bool:
    up = outside(node).parent
    return up is not None and up.kind == "member_expression" and up.get("object") is outside(node)


def _is_bound(node: Node) -> bool:
    listed = node.parent
    call = listed.parent if listed is not None and listed.kind == "arguments" else None
    callee = call.get("function") if call is not None else None
    name = callee.get("property") if callee is not None else None
    return name is not None and name.text in _BOUND
