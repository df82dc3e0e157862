"""Whether code relies on what an async function does at once, before it waits for the first time."""

from __future__ import annotations

from cli.code_migration.callers import Callers, gathered, spot
from cli.code_migration.functions import Call, Function, own_nodes
from cli.code_migration.places import ends_script, function_at, nothing_follows
from cli.code_migration.syntax import FUNCTIONS, Node, is_await, outside


def prefix_reason(callers: Callers, function: Function, position: int, waits: frozenset[Node]) -> str:
    """Say where code goes on after calling a function that did something at once, and now will not.

    Args:
        callers: finds calls.
        function: one that is async already, or gives a promise.
        position: where in it something will be waited for.
        waits: expressions that are not awaited yet and surely will be.
    """
    seen: set[Node] = set()
    stack = [(function, position)]
    while stack:
        current, place = stack.pop()
        if current.node in seen or _has_waited(current.node, place, waits):
            continue
        seen.add(current.node)
        for call in current.calls:
            if not (is_await(call.node) or call.node in waits or _ends(call)):
                return f"{current.shown} is called at {spot(call.script, call.node)}, and what follows does not wait"
            around = function_at(call.node)
            if isinstance(around, Node):
                stack.append((callers.function(call.script, around), call.node.start))
    return ""


def _has_waited(function: Node, position: int, waits: frozenset[Node]) -> bool:
    before = (node for node in own_nodes(function) if node.end < position)
    return any(node.kind == "await_expression" or node in waits for node in before)


def _ends(call: Call) -> bool:
    """Tell whether nothing comes after a call that is not awaited: it is returned, or the last statement."""
    if function_at(call.node) is None and call.script.kind != "module":
        return not ends_script(call.script, call.node)
    node = outside(gathered(call.node) or call.node)
    if is_await(node):
        return True
    while (up := node.parent) is not None and up.kind in ("member_expression", "call_expression", "unary_expression"):
        if up.kind == "call_expression" and up.get("function") is not node:
            return False
        node = outside(up)
    if up is None or up.kind in ("return_statement", *FUNCTIONS):
        return True
    return up.kind == "expression_statement" and nothing_follows(call.script, up)
