"""The storage service that takes the place of localStorage, and how a script gets hold of it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from cli.code_migration.project import Project
from cli.code_migration.scopes import Binding
from cli.code_migration.scripts import Script
from cli.code_migration.syntax import Node

EXPRESSION = re.compile(r"[A-Za-z_$][\w$]*(\(\))?")


@dataclass(frozen=True)
class Service:
    """`module` is the address of the module; `expression` what it exports: a service, or a function giving one."""

    module: str = "/client/workflow-storage.js"
    expression: str = "storage"

    @property
    def name(self) -> str:
        """The exported name."""
        return self.expression.removesuffix("()")

    def import_line(self, ending: str) -> str:
        """Return the import of a module."""
        return f"import {{ {self.name} }} from {json.dumps(self.module)};{ending}"

    def classic_line(self, ending: str) -> str:
        """Return what a script that is no module has in place of an import.

        `var`, so that two scripts of one page may both have it. The module is loaded at the first call, once, so that
        calls keep their order; arguments are copied before that, because `JSON.stringify` took them as they were.
        """
        loaded = f"(await (kept.module ??= import({json.dumps(self.module)}))).{self.expression}"
        body = f"{{ const copy = JSON.parse(JSON.stringify(given)); return {loaded}[method](...copy); }}"
        gets = f"{{ get: (kept, method) => async (...given) => {body} }}"
        is_value = self.name == self.expression
        value = f"new Proxy({{}}, {gets})" if is_value else f"((kept) => () => new Proxy(kept, {gets}))({{}})"
        return f"var {self.name} = {value};{ending}"


def name_reason(script: Script, node: Node, service: Service, project: Project) -> str:
    """Say why a place in a script cannot have the service under its name; empty when it can."""
    taken = f"the name `{service.name}` is taken; choose another export with --service"
    declared = script.scopes.seen_from(node, service.name)
    if declared is not None and not is_ours(declared, service):
        return taken
    if script.kind == "classic" and any(
        not is_ours(binding, service) for _, binding in project.global_bindings(service.name)
    ):
        return taken
    if declared is not None or service.name not in script.scopes.unresolved:
        return ""
    ours = any(is_ours(binding, service) for _, binding in project.global_bindings(service.name))
    return "" if ours else taken


def has_service(script: Script, service: Service) -> bool:
    """Tell whether a script has the service already."""
    binding = script.scopes.top(service.name)
    return binding is not None and is_ours(binding, service)


def is_ours(binding: Binding, service: Service) -> bool:
    """Tell whether a declaration is the service: its import, or what stands for one."""
    node: Node | None = binding.value
    if binding.kind == "import":
        node = next((up for up in binding.declared.above() if up.kind == "import_statement"), None)
        spec = node.get("source") if node is not None else None
        own = binding.value.get("name") if binding.value is not None else None
        return spec is not None and spec.text[1:-1] == service.module and own is not None and own.text == service.name
    return node is not None and f"import({json.dumps(service.module)})" in node.text
