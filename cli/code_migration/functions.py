"""Whether a function itself could become async, before anybody asks who calls it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from cli.code_migration.owners import CLASSES, holder_of, name_in_holder
from cli.code_migration.scripts import Script
from cli.code_migration.syntax import FUNCTIONS, Node, outside, within

_HOOK = re.compile(r"use[A-Z]\w*")
_IMPLICIT = frozenset({"toString", "valueOf", "toJSON", "then"})
_JSX = frozenset({"jsx_element", "jsx_self_closing_element", "jsx_fragment"})


@dataclass(eq=False)
class Call:
    """A call of a function of the set; `awaited` is false where nobody needs to wait for it."""

    script: Script
    node: Node
    awaited: bool


@dataclass(eq=False)
class Function:
    """A function around a use, or around a call of such a function.

    `settled` tells that it gives a promise already, so that its callers stay as they are. `root` is the last reason
    behind one that comes from callers of callers.
    """

    script: Script
    node: Node
    name: str
    is_async: bool
    settled: bool
    reason: str = ""
    root: str = ""
    calls: list[Call] = field(default_factory=list)

    @property
    def shown(self) -> str:
        """The function's name as it stands in a reason."""
        return f"`{self.name}`" if self.name else "the function"


def is_async(node: Node) -> bool:
    """Tell whether a function is async already."""
    return node.has("async")


def name_of(node: Node) -> str:
    """Return a function's name for people."""
    own = node.get("name") or (name_in_holder(node) if holder_of(node) is not None else None)
    up = node.parent
    if own is None and up is not None and up.kind == "variable_declarator":
        own = up.get("name")
    return own.text if own is not None and own.kind != "object_pattern" else ""


def own_reason(node: Node) -> str:
    """Say why a function could never become async; empty when it could."""
    if is_async(node):
        return ""
    if node.has("*"):
        return "it is inside a generator"
    if node.kind == "method_definition" and (node.has("get") or node.has("set")):
        return "it is inside a getter or a setter"
    name = name_of(node)
    holder = holder_of(node)
    if holder is not None and holder.kind in CLASSES and name == "constructor":
        return "it is inside a constructor"
    if any(inner.kind in _JSX for inner in own_nodes(node)):
        return f"{f'`{name}`' if name else 'the function'} is a component, which has to give its elements at once"
    if holder is None and _HOOK.fullmatch(name):
        return f"`{name}` is a React hook, which has to answer at once"
    if holder is not None:
        return _method_reason(node, holder, name)
    return _typed_reason(node, name)


def gives_promise(node: Node, is_async_call: Callable[[Node], bool]) -> bool | None:
    """Tell whether a function that is not async gives a promise: always, never, or (None) in some cases."""
    body = node.get("body")
    if body is not None and body.kind != "statement_block":
        given = [body]
    else:
        given = [one.inner[0] for one in own_nodes(node) if one.kind == "return_statement" and one.inner]
    kinds = {_is_promise(value, is_async_call) for answer in given for value in _outcomes(answer)}
    return None if len(kinds) == 2 else True in kinds


def own_nodes(function: Node) -> Iterator[Node]:
    """Yield the nodes of a function's body without those of functions inside it."""
    stack = list(reversed(function.children))
    while stack:
        node = stack.pop()
        if node.kind in FUNCTIONS:
            continue
        yield node
        stack.extend(reversed(node.children))


def gives_value(function: Node) -> bool:
    """Tell whether a function returns something on purpose."""
    return any(node.kind == "return_statement" and node.inner for node in own_nodes(function))


def _method_reason(node: Node, holder: Node, name: str) -> str:
    kept = node if node.kind == "method_definition" else node.parent
    key = name_in_holder(node)
    if key is None or key.kind == "computed_property_name":
        return "its method has a computed name"
    if name in _IMPLICIT:
        return f"`{name}` is called by others than this code"
    kept_in = outside(holder).parent
    if kept_in is not None and kept_in.get("type") is not None:
        return f"`{name}` belongs to an object with a declared type"
    before = _before(kept) if kept is not None else None
    if (before is not None and before.kind == "decorator") or _is_decorated(holder):
        return f"`{name}` or its class is decorated"
    if holder.kind in CLASSES and any(child.kind == "class_heritage" for child in holder.children):
        return f"`{name}` is a method of a class that extends or implements another, which may call it"
    return _typed_reason(node, name)


def _is_decorated(holder: Node) -> bool:
    around = holder.parent if holder.parent is not None and holder.parent.kind == "export_statement" else holder
    before = _before(around)
    given = [*holder.children, *around.children, *([before] if before is not None else [])]
    return any(child.kind == "decorator" for child in given)


def _typed_reason(node: Node, name: str) -> str:
    if any(above.kind in ("internal_module", "module") for above in node.above()):
        return "it is in a TypeScript namespace"
    returned = node.get("return_type")
    if returned is not None and returned.kind != "type_annotation":
        return f"`{name}` is a type guard"
    up = node.parent
    if up is not None and up.get("type") is not None and up.kind != "program":
        return f"`{name}` has a declared type"
    before = _before(node if up is None or up.kind != "export_statement" else up)
    signature = before is not None and any(one.kind.endswith("_signature") for one in before.walk())
    return f"`{name}` has several signatures" if signature else ""


def _before(node: Node) -> Node | None:
    """Return the sibling before a node, without comments."""
    if node.parent is None:
        return None
    siblings = node.parent.inner
    at = siblings.index(node) if node in siblings else 0
    return siblings[at - 1] if at > 0 else None


def _outcomes(node: Node) -> list[Node]:
    """Return the expressions of which one is the value of an expression."""
    node = within(node)
    if node.kind == "ternary_expression":
        sides = [node.get("consequence"), node.get("alternative")]
    elif node.kind == "binary_expression" and any(node.has(sign) for sign in ("||", "&&", "??")):
        sides = [node.get("left"), node.get("right")]
    else:
        return [node]
    return [one for side in sides if side is not None for one in _outcomes(side)]


def _is_promise(node: Node, is_async_call: Callable[[Node], bool]) -> bool:
    node = within(node)
    if node.kind == "new_expression":
        return node.text.startswith("new Promise")
    callee = node.get("function") if node.kind == "call_expression" else None
    if callee is None:
        return False
    if callee.kind == "member_expression":
        base, name = callee.get("object"), callee.get("property")
        chained = name is not None and name.text in ("then", "catch", "finally")
        return chained or (base is not None and base.text == "Promise")
    return callee.text in ("fetch", "import") or is_async_call(callee)
