"""The set of files as one program: who imports what from whom, and which names are global."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cli.code_migration.scopes import Binding
from cli.code_migration.scripts import Script, Source, resolve, scripts_of
from cli.code_migration.syntax import FUNCTIONS, Node, arguments_of, line_of, string_of

Place = tuple[Script, Node]
"""An expression or a declaration in a script."""


class Project:
    """All scripts of a set of files, and the names between them."""

    def __init__(self, sources: list[Source]) -> None:
        self.sources = sources
        self.scripts = scripts_of(sources)
        self.members: dict[str, list[Place]] = {}
        self.defined: set[str] = set()
        self.patterns: list[Place] = []
        self.loads: list[Place] = []
        self._roots = {script.root: script for script in self.scripts}
        for script in self.scripts:
            for node in script.root.walk():
                self._index(script, node)

    def script_of(self, node: Node) -> Script:
        """Return the script that a node is part of."""
        root = next((up for up in node.above() if up.parent is None), node)
        return self._roots[root]

    def outside(self, script: Script, binding: Binding) -> Place | None:
        """Return the value of an imported name, or of a global one of a classic script."""
        if binding.kind == "import":
            found = self.imported(script, binding)
        else:
            given = self.global_bindings(binding.name)
            found = given[0] if len(given) == 1 else None
        if found is None or found[1].value is None or not found[1].is_settled:
            return None
        return found[0], found[1].value

    def imported(self, script: Script, binding: Binding) -> tuple[Script, Binding] | None:
        """Return the declaration in another file that an imported name means."""
        statement = next((up for up in binding.declared.above() if up.kind == "import_statement"), None)
        node = binding.declared.parent
        if statement is None or node is None or node.kind == "namespace_import":
            return None
        own = node.get("name") if node.kind == "import_specifier" else None
        return self._exported(self._meant(script, statement), own.text if own is not None else "default", set())

    def default_of(self, script: Script, binding: Binding) -> Place | None:
        """Return the nameless expression that an imported default name means."""
        statement = next((up for up in binding.declared.above() if up.kind == "import_statement"), None)
        source = self._meant(script, statement) if statement is not None else None
        for other in self.scripts if source is not None else []:
            for node in other.root.inner if other.source is source else []:
                if node.kind == "export_statement" and node.has("default") and (value := node.get("value")) is not None:
                    return other, value
        return None

    def global_bindings(self, name: str) -> list[tuple[Script, Binding]]:
        """Return the declarations of a name at the top level of classic scripts."""
        found = [(script, script.scopes.top(name)) for script in self.scripts if script.kind == "classic"]
        return [(script, binding) for script, binding in found if binding is not None]

    def global_uses(self, name: str) -> list[Place]:
        """Return where a global name is used: as a name that no script declares, or as `window.name`."""
        plain = [(script, node) for script in self.scripts for node in script.scopes.unresolved.get(name, [])]
        return plain + [place for place in self.members.get(name, []) if self._is_window(*place)]

    def uses(self, script: Script, binding: Binding, seen: frozenset[tuple[str, str]] = frozenset()) -> list[Place]:
        """Return every expression of the set that means a declared name, followed through imports."""
        found: list[Place] = [(script, node) for node in binding.uses]
        if binding.scope is script.root and script.kind == "classic":
            found.extend(self.global_uses(binding.name))
        for name in exported_names(script, binding):
            found.extend(self.imports_of(script.source, name, seen))
        return found

    def imports_of(self, source: Source, name: str, seen: frozenset[tuple[str, str]] = frozenset()) -> list[Place]:
        """Return every expression of other files that means the name `name` which a file exports."""
        if (source.name, name) in seen:
            return []
        seen |= {(source.name, name)}
        return [place for script in self.scripts for place in self._imports_in(script, source, name, seen)]

    def mentioned(self, name: str) -> str:
        """Say where a global function may be called from code that is not understood; empty when nowhere."""
        called = re.compile(rf"(?<![\w$.]){re.escape(name)}\s*\(")
        for source in self.sources:
            if source.problem and called.search(source.content.decode("latin-1")):
                return source.name
            for block in source.blocks:
                found = called.search(block.code) if block.kind in ("binding", "foreign") else None
                if found is not None:
                    return f"{source.name}:{line_of(source.text, block.start + found.start())}"
        return ""

    def loaded_dynamically(self, source: Source) -> Place | None:
        """Return an `import()` or a `require()` of a file, whose names cannot be followed."""
        for script, node in self.loads:
            given = arguments_of(node)
            spec = string_of(given[0]) if given else None
            if spec is not None and resolve(spec, script.source, self.sources) is source:
                return script, node
        return None

    def _imports_in(
        self, script: Script, source: Source, name: str, seen: frozenset[tuple[str, str]]
    ) -> Iterator[Place]:
        for statement in script.root.inner:
            if statement.kind not in ("import_statement", "export_statement"):
                continue
            if self._meant(script, statement) is not source:
                continue
            for node in statement.walk():
                yield from self._names_in(script, node, name, seen)
            if statement.kind == "export_statement" and statement.has("*"):
                yield from self.imports_of(script.source, name, seen)

    def _names_in(self, script: Script, node: Node, name: str, seen: frozenset[tuple[str, str]]) -> Iterator[Place]:
        own, alias = node.get("name"), node.get("alias")
        local: Node | None = None
        if node.kind == "import_specifier" and own is not None and own.text == name:
            local = alias or own
        elif node.kind == "export_specifier" and own is not None and own.text == name:
            yield from self.imports_of(script.source, (alias or own).text, seen)
        elif node.kind == "import_clause" and name == "default" and node.children[0].kind == "identifier":
            local = node.children[0]
        elif node.kind == "namespace_import":
            space = script.scopes.top(node.inner[-1].text)
            for use in space.uses if space is not None else []:
                yield from ((script, member) for member in _members_named(use, name))
        binding = script.scopes.top(local.text) if local is not None else None
        if binding is not None:
            yield from self.uses(script, binding, seen)

    def _exported(self, source: Source | None, name: str, seen: set[tuple[str, str]]) -> tuple[Script, Binding] | None:
        script = next((one for one in self.scripts if one.source is source and one.kind == "module"), None)
        if source is None or script is None or (source.name, name) in seen:
            return None
        seen.add((source.name, name))
        for binding in script.scopes.bindings.get(script.root, {}).values():
            if name in exported_names(script, binding):
                return self.imported(script, binding) if binding.kind == "import" else (script, binding)
        for statement in script.root.inner:
            if statement.kind == "export_statement" and statement.get("source") is not None:
                found = self._passed_on(script, statement, name, seen)
                if found is not None:
                    return found
        return None

    def _passed_on(
        self, script: Script, statement: Node, name: str, seen: set[tuple[str, str]]
    ) -> tuple[Script, Binding] | None:
        meant = self._meant(script, statement)
        if statement.has("*"):
            return self._exported(meant, name, seen)
        for node in statement.walk():
            own, alias = node.get("name"), node.get("alias")
            if node.kind == "export_specifier" and own is not None and (alias or own).text == name:
                return self._exported(meant, own.text, seen)
        return None

    def _meant(self, script: Script, statement: Node) -> Source | None:
        spec = statement.get("source")
        return resolve(spec.text[1:-1], script.source, self.sources) if spec is not None else None

    def _is_window(self, script: Script, node: Node) -> bool:
        owner = node.get("object")
        return (
            owner is not None
            and owner.text in ("window", "globalThis", "self")
            and (script.scopes.meaning(owner) is None)
        )

    def _index(self, script: Script, node: Node) -> None:
        if node.kind == "member_expression":
            name = node.get("property")
            self.members.setdefault(name.text if name is not None else "", []).append((script, node))
        elif node.kind == "object_pattern":
            self.patterns.append((script, node))
        elif node.kind == "call_expression" and node.children[0].text in ("import", "require"):
            self.loads.append((script, node))
        elif node.kind in FUNCTIONS:
            own = node.get("name")
            self.defined.add(own.text if own is not None else "")
        elif node.kind in ("pair", "field_definition", "public_field_definition", "variable_declarator"):
            self.defined.add(node.children[0].text)


def exported_names(script: Script, binding: Binding) -> list[str]:
    """Return the names under which a module gives a top-level name to others."""
    if script.kind != "module" or binding.scope is not script.root:
        return []
    exports = [up for up in binding.declared.above() if up.kind == "export_statement"]
    names = ["default" if up.has("default") else binding.name for up in exports]
    for use in binding.uses:
        around = use.parent
        if around is not None and around.kind == "export_specifier":
            names.append((around.get("alias") or use).text)
        elif around is not None and around.kind == "export_statement" and around.has("default"):
            names.append("default")
    return names


def _members_named(use: Node, name: str) -> list[Node]:
    """Return what means `name` where a whole module is used: its member, or the module itself when it is handed on."""
    up = use.parent
    if up is None or up.kind != "member_expression" or up.get("object") is not use:
        return [use]
    found = up.get("property")
    return [up] if found is not None and found.text == name else []
