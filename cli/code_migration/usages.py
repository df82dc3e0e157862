"""How an expression that means a function is used: called, given to somebody, or in a way that cannot be followed."""

from __future__ import annotations

from cli.code_migration.functions import Call, gives_value
from cli.code_migration.project import Project
from cli.code_migration.scripts import Script
from cli.code_migration.sinks import handed_to, on_property
from cli.code_migration.syntax import Node, is_await, outside

Usage = Call | str | None
"""A call, a reason why the function must not be async, or a use that changes nothing."""


def usage_of(project: Project, script: Script, expression: Node, function: Node) -> Usage:
    """Say how an expression is used that means a function, or is one."""
    node = outside(expression)
    up = node.parent
    if up is None:
        return None
    if up.kind == "call_expression" and up.get("function") is node:
        return _call(script, up)
    if up.kind == "member_expression" and up.get("object") is node:
        return _of_member(project, script, up, function)
    if up.kind == "arguments" and up.parent is not None:
        return handed_to(up.parent, node, script, project.defined)
    if up.kind == "jsx_expression":
        return None if _is_event(up.parent) else "is given to a component as a value"
    if up.kind == "assignment_expression" and (left := up.get("left")) is not None and left is not node:
        return _assigned(project, script, left, function, named=expression is not function)
    if up.kind in ("export_specifier", "export_statement", "expression_statement"):
        return None
    if up.kind == "unary_expression" and up.has("typeof"):
        return None
    return "is made an object with `new`" if up.kind == "new_expression" else "is used as a value"


def on_window(script: Script, left: Node) -> bool:
    """Tell whether an expression is `window.name`."""
    base = left.get("object") if left.kind == "member_expression" else None
    return base is not None and base.text in ("window", "globalThis", "self") and script.scopes.meaning(base) is None


def target(use: Node) -> Node | None:
    """Return what an expression is assigned to."""
    up = use.parent
    assigned = up is not None and up.kind == "assignment_expression" and up.get("right") is use
    return up.get("left") if up is not None and assigned else None


def is_target(member: Node) -> bool:
    """Tell whether something is assigned to an expression."""
    up = member.parent
    return up is not None and up.kind == "assignment_expression" and up.get("left") is member


def member_name(member: Node) -> str:
    """Return `name` of `object.name`."""
    name = member.get("property")
    return name.text if name is not None else ""


def is_weighty(usage: str) -> bool:
    """Tell whether a reason counts also for a function that gives a promise already."""
    return usage.startswith("listens to the page's leaving")


def gathered(call: Node) -> Node | None:
    """Return the `Promise.all([…])`, or the like, that a call stands in."""
    listed = outside(call).parent
    given = listed.parent if listed is not None and listed.kind == "array" else None
    around = given.parent if given is not None and given.kind == "arguments" else None
    callee = around.get("function") if around is not None else None
    return around if callee is not None and callee.text.startswith("Promise.") else None


def _of_member(project: Project, script: Script, member: Node, function: Node) -> Usage:
    name, call = member_name(member), member.parent
    if call is None or call.kind != "call_expression" or call.get("function") is not member:
        return "is used as an object"
    if name in ("call", "apply"):
        return _call(script, call)
    return usage_of(project, script, call, function) if name == "bind" else "is used as an object"


def _assigned(project: Project, script: Script, left: Node, function: Node, *, named: bool) -> Usage:
    reason = on_property(left)
    if reason is not None:
        if any(_is_called(member) for _, member in project.members.get(member_name(left), [])):
            return f"is assigned to `{left.text}`, which this code calls itself"
        return reason or ("returns a value to an event" if gives_value(function) else None)
    if named and on_window(script, left):
        return None
    return f"is assigned to `{left.text}`"


def _is_called(member: Node) -> bool:
    up = member.parent
    return up is not None and up.kind == "call_expression" and up.get("function") is member


def _is_event(attribute: Node | None) -> bool:
    """Tell whether an attribute is an event of an element of the page, and not a property of a component."""
    element = attribute.parent if attribute is not None else None
    if attribute is None or element is None or attribute.kind != "jsx_attribute":
        return False
    name, tag = attribute.children[0].text, element.get("name")
    return (
        name[:2] == "on" and name[2:3].isupper() and tag is not None and tag.text[:1].islower() and "." not in tag.text
    )


def _call(script: Script, call: Node) -> Call:
    return Call(script, call, awaited=not (is_await(call) or _is_chained(call) or gathered(call) is not None))


def _is_chained(call: Node) -> bool:
    up = outside(call).parent
    return up is not None and up.kind == "member_expression" and member_name(up) in ("then", "catch", "finally")
