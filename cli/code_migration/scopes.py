"""Which declaration a name means."""

from __future__ import annotations

from dataclasses import dataclass, field

from cli.code_migration.syntax import FUNCTIONS, Node

_BLOCKS = frozenset(
    {"statement_block", "for_statement", "for_in_statement", "catch_clause", "switch_body", "class_body", "program"}
)
_HOISTS = FUNCTIONS | {"program", "class_static_block"}
_DECLARING = frozenset(
    {"function_declaration", "generator_function_declaration", "class_declaration", "abstract_class_declaration"}
)
_OWN_NAME = frozenset({"function_expression", "generator_function", "class"})
_REFERENCES = frozenset({"identifier", "shorthand_property_identifier"})


@dataclass(eq=False)
class Binding:
    """A declared name: `kind` is var, let, const, function, class, parameter or import; `value` what it begins as."""

    name: str
    kind: str
    declared: Node
    scope: Node
    value: Node | None = None
    uses: list[Node] = field(default_factory=list)
    writes: int = 0
    typed: bool = False

    @property
    def is_settled(self) -> bool:
        """Whether the name always means what it begins as."""
        return self.writes == 0


class Scopes:
    """The names of one script."""

    def __init__(self, root: Node) -> None:
        self.root = root
        self.bindings: dict[Node, dict[str, Binding]] = {}
        self.unresolved: dict[str, list[Node]] = {}
        self._meaning: dict[Node, Binding] = {}
        self._declaring: set[Node] = set()
        for node in root.walk():
            self._declare(node)
        for node in root.walk():
            if node.kind in _REFERENCES and node not in self._declaring and not _is_outside_name(node):
                self._refer(node)

    def meaning(self, node: Node) -> Binding | None:
        """Return what an identifier means, or None for a name from outside the script."""
        return self._meaning.get(node)

    def top(self, name: str) -> Binding | None:
        """Return a name of the top level."""
        return self.bindings.get(self.root, {}).get(name)

    def seen_from(self, node: Node, name: str) -> Binding | None:
        """Return what a name would mean at a place."""
        scopes = (self.bindings.get(scope, {}) for scope in (node, *node.above()))
        return next((names[name] for names in scopes if name in names), None)

    def all(self) -> list[Binding]:
        """Return all names of all scopes."""
        return [binding for names in self.bindings.values() for binding in names.values()]

    def _declare(self, node: Node) -> None:
        if node.kind == "variable_declarator":
            self._variable(node)
        elif node.kind in _DECLARING:
            kind = "class" if "class" in node.kind else "function"
            self._add(node.get("name"), kind, _scope(node, _BLOCKS), node)
        elif node.kind in _OWN_NAME and (name := node.get("name")) is not None:
            self._add(name, "class" if node.kind == "class" else "function", node, node)
        elif node.kind in ("import_specifier", "import_clause", "namespace_import", "import_require_clause"):
            self._import(node)
        elif node.kind == "catch_clause" and (parameter := node.get("parameter")) is not None:
            self._pattern(parameter, "let", node)
        elif node.kind == "for_in_statement" and (word := node.get("kind")) is not None:
            self._pattern(node.get("left"), word.text, node if word.text != "var" else _scope(node, _HOISTS))
        elif node.kind in ("enum_declaration", "internal_module"):
            self._add(node.get("name"), "let", _scope(node, _BLOCKS), None)
        if node.kind in FUNCTIONS:
            self._pattern(node.get("parameters") or node.get("parameter"), "parameter", node)

    def _variable(self, node: Node) -> None:
        statement = node.parent
        kind = statement.children[0].text if statement is not None else "var"
        scope = _scope(node, _HOISTS if kind == "var" else _BLOCKS)
        name, value = node.get("name"), node.get("value")
        if name is not None and name.kind == "identifier":
            self._add(name, kind, scope, value, typed=node.get("type") is not None)
        else:
            self._pattern(name, kind, scope)

    def _import(self, node: Node) -> None:
        name = node.get("alias") or node.get("name") if node.kind == "import_specifier" else None
        if node.kind != "import_specifier":
            name = next((child for child in node.children if child.kind == "identifier"), None)
        if node.kind == "import_specifier" and node.get("alias") is not None and (own := node.get("name")) is not None:
            self._declaring.add(own)
        self._add(name, "import", self.root, node)

    def _pattern(self, node: Node | None, kind: str, scope: Node) -> None:
        if node is None:
            return
        if node.kind in ("identifier", "shorthand_property_identifier_pattern"):
            self._add(node, kind, scope, None)
        elif node.kind in ("assignment_pattern", "object_assignment_pattern"):
            self._pattern(node.get("left"), kind, scope)
        elif node.kind == "pair_pattern":
            self._pattern(node.get("value"), kind, scope)
        elif node.kind in ("required_parameter", "optional_parameter"):
            self._pattern(node.get("pattern"), kind, scope)
        elif node.kind in ("formal_parameters", "object_pattern", "array_pattern", "rest_pattern"):
            for child in node.inner:
                self._pattern(child, kind, scope)

    def _add(self, name: Node | None, kind: str, scope: Node, value: Node | None, *, typed: bool = False) -> None:
        if name is None:
            return
        self._declaring.add(name)
        names = self.bindings.setdefault(scope, {})
        known = names.get(name.text)
        if known is None:
            names[name.text] = Binding(name.text, kind, name, scope, value, typed=typed)
        else:
            known.writes += 1

    def _refer(self, node: Node) -> None:
        for scope in node.above():
            found = self.bindings.get(scope, {}).get(node.text)
            if found is not None:
                found.uses.append(node)
                found.writes += is_written(node)
                self._meaning[node] = found
                return
        self.unresolved.setdefault(node.text, []).append(node)


def is_written(node: Node) -> bool:
    """Tell whether an expression is the target of an assignment."""
    up = node.parent
    if up is None:
        return False
    if up.kind in ("array_pattern", "rest_pattern", "pair_pattern"):
        return True
    return (
        up.kind in ("assignment_expression", "augmented_assignment_expression", "for_in_statement")
        and up.get("left") is node
    ) or up.kind == "update_expression"


def _is_outside_name(node: Node) -> bool:
    up = node.parent
    if up is None or up.kind != "export_specifier":
        return False
    statement = next((above for above in up.above() if above.kind == "export_statement"), None)
    return up.get("name") is not node or (statement is not None and statement.get("source") is not None)


def _scope(node: Node, kinds: frozenset[str]) -> Node:
    # What does not parse at all has a root of another kind.
    return next(up for up in node.above() if up.kind in kinds or up.parent is None)
