"""Who calls a function of the set, and into whose hands it is given."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from cli.code_migration.escapes import Escapes
from cli.code_migration.functions import Call, Function, gives_promise, is_async, name_of, own_reason
from cli.code_migration.owners import Owners, holder_of, name_in_holder
from cli.code_migration.project import Place, Project, exported_names
from cli.code_migration.scopes import Binding
from cli.code_migration.scripts import Script
from cli.code_migration.sinks import on_property
from cli.code_migration.syntax import FUNCTIONS, Node, line_of, outside
from cli.code_migration.usages import Usage, is_target, is_weighty, member_name, on_window, target, usage_of


def spot(script: Script, node: Node) -> str:
    """Name a place for people: `app.js:12`."""
    return f"{script.name}:{line_of(script.source.text, script.offset + node.start)}"


class Callers:
    """Finds the calls of functions in a project."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.owners = Owners(project)
        self.escapes = Escapes(self.owners)
        self._known: dict[Node, Function] = {}

    def function(self, script: Script, node: Node) -> Function:
        """Return a function with its calls, or with the reason why they cannot all be known."""
        if node not in self._known:
            promise = False if is_async(node) else gives_promise(node, partial(self._is_async_callee, script))
            settled = is_async(node) or promise is True
            made = Function(script, node, name_of(node), is_async(node), settled, own_reason(node))
            self._known[node] = made
            if script.broken:
                made.reason = "the script does not parse"
            if not made.reason and promise is None:
                made.reason = f"{made.shown} gives a promise in some cases and a value in others"
            if not made.reason:
                self._follow(made)
        return self._known[node]

    def _is_async_callee(self, script: Script, callee: Node) -> bool:
        binding = script.scopes.meaning(callee)
        value: Node | None = binding.value if binding is not None and binding.is_settled else None
        if callee.kind == "identifier" and (binding is None or binding.kind == "import"):
            asked = binding or Binding(callee.text, "global", callee, script.root)
            found = self.project.outside(script, asked)
            value = found[1] if found is not None else None
        return value is not None and value.kind in FUNCTIONS and is_async(value)

    def _follow(self, function: Function) -> None:
        for place, usage in self._usages(function):
            if isinstance(usage, Call):
                function.calls.append(usage)
            elif usage and not function.reason and not (function.settled and not is_weighty(usage)):
                function.reason = f"{function.shown} {usage} ({spot(*place)})"

    def _usages(self, function: Function) -> Iterator[tuple[Place, Usage]]:
        script, node = function.script, function.node
        holder = holder_of(node)
        if holder is not None:
            yield from self._of_method(function, holder)
            return
        if node.kind not in ("function_declaration", "generator_function_declaration"):
            inner = outside(node)
            up = inner.parent
            left = up.get("left") if up is not None and up.kind == "assignment_expression" else None
            if left is not None and on_window(script, left) and on_property(left) is None:
                yield from self._of_global(function, left)
            elif up is None or up.kind != "variable_declarator":
                yield (script, node), usage_of(self.project, script, node, node)
            elif (declared := up.get("name")) is not None:
                yield from self._of_name(function, declared)
        name = node.get("name")
        if name is not None:
            yield from self._of_name(function, name)
        elif node.parent is not None and node.parent.kind == "export_statement":
            yield from self._of_export(function, "default")

    def _of_name(self, function: Function, name: Node) -> Iterator[tuple[Place, Usage]]:
        script = function.script
        binding = next((one for one in script.scopes.all() if one.declared is name), None)
        hoisted = binding is not None and binding.name in script.scopes.unresolved
        if binding is None or not binding.is_settled or hoisted:
            yield (script, name), "is declared or assigned more than once"
            return
        for exported in exported_names(script, binding)[:1]:
            yield from self._dynamic(function, exported)
        if binding.scope is script.root and script.kind == "classic":
            yield from self._unseen(function, name, binding.name)
        for where, use in self._everywhere(script, binding):
            yield (where, use), usage_of(self.project, where, use, function.node)
            left = target(use)
            if left is not None and on_window(where, left):
                yield from self._unseen(function, left, member_name(left))

    def _of_global(self, function: Function, left: Node) -> Iterator[tuple[Place, Usage]]:
        """Follow a function that is kept only as `window.name`."""
        name = member_name(left)
        yield from self._unseen(function, left, name)
        if self.project.global_bindings(name):
            yield (function.script, left), "is declared or assigned more than once"
        for where, use in self.project.global_uses(name):
            if use is not left:
                yield (where, use), usage_of(self.project, where, use, function.node)

    def _unseen(self, function: Function, name: Node, word: str) -> Iterator[tuple[Place, Usage]]:
        where = self.project.mentioned(word)
        if where:
            yield (function.script, name), f"may be called from {where}, where nothing is known of the code"

    def _of_export(self, function: Function, name: str) -> Iterator[tuple[Place, Usage]]:
        yield from self._dynamic(function, name)
        for where, use in self.project.imports_of(function.script.source, name):
            yield (where, use), usage_of(self.project, where, use, function.node)

    def _dynamic(self, function: Function, name: str) -> Iterator[tuple[Place, Usage]]:
        found = self.project.loaded_dynamically(function.script.source)
        if found is not None:
            yield found, f"is exported as `{name}` by a file that is loaded while the code runs"

    def _everywhere(self, script: Script, binding: Binding) -> Iterator[Place]:
        """Follow a function through its names, also where it becomes `window.name`."""
        for where, use in self.project.uses(script, binding):
            yield where, use
            left = target(use)
            name = member_name(left) if left is not None and on_window(where, left) else ""
            if name and not (script.kind == "classic" and name == binding.name):
                yield from (place for place in self.project.global_uses(name) if place[1] is not left)

    def _of_method(self, function: Function, holder: Node) -> Iterator[tuple[Place, Usage]]:
        script, key = function.script, name_in_holder(function.node)
        name = key.text if key is not None else ""
        handed_on = self.escapes.of(script, holder)
        if handed_on is not None:
            yield handed_on, "belongs to an object that is handed on"
            return
        for where, member in self.project.members.get(name, []):
            base = member.get("object")
            owner = self.owners.of(where, base) if base is not None else None
            if owner is holder:
                yield (where, member), usage_of(self.project, where, member, function.node)
            elif owner is None and not is_target(member):
                yield (where, member), "may be what is meant where the object cannot be told"
        yield from self._taken_out(name, holder)

    def _taken_out(self, name: str, holder: Node) -> Iterator[tuple[Place, Usage]]:
        for script, node in self.project.patterns:
            if any(_pattern_name(child) == name for child in node.inner):
                value = node.parent.get("value") if node.parent is not None else None
                owner = self.owners.of(script, value) if value is not None else None
                if owner is holder or owner is None:
                    yield (script, node), "may be what is taken out of its object"


def _pattern_name(child: Node) -> str:
    key = child.get("key")
    if key is None and child.kind == "object_assignment_pattern":
        key = child.get("left")
    return key.text if key is not None else child.text
