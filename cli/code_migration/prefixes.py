"""Whether code relies on what an async function does at once, before it waits for the first time."""

from __future__ import annotations

from cli.code_migration.callers import Callers, spot
from cli.code_migration.functions import Call, Function, own_nodes
from cli.code_migration.places import ends_script, function_at, nothing_follows
from cli.code_migration.syntax import FUNCTIONS, Node, is_await, outside
from cli.code_migration.usages import gathered

_PASSED_UP = frozenset({"member_expression", "unary_expression", "await_expression", "parenthesized_expression"})


def prefix_reason(callers: Callers, function: Function, position: int, waits: frozenset[Node]) -> str:
    """Say where code goes on after calling a function that did something at once, and now will not.

    A function that is called as the last thing, and neither awaited nor returned, is left running: then waiting for its
    caller is no help, and nothing may follow the caller either.

    Args:
        callers: finds calls.
        function: one that is async already, or gives a promise.
        position: where in it something will be waited for.
        waits: expressions that are not awaited yet and surely will be.
    """
    seen: set[tuple[Node, bool]] = set()
    stack = [(function, position, False)]
    while stack:
        current, place, left_running = stack.pop()
        if (current.node, left_running) in seen or (not left_running and _has_waited(current.node, place, waits)):
            continue
        seen.add((current.node, left_running))
        for call in current.calls:
            waited = is_await(outside(gathered(call.node) or call.node)) or call.node in waits or _is_returned(call)
            if (left_running or not waited) and not _is_last(call):
                return f"{current.shown} is called at {spot(call.script, call.node)}, and what follows does not wait"
            around = function_at(call.node)
            if isinstance(around, Node):
                caller = callers.function(call.script, around)
                stack.append((caller, call.node.start, left_running or not waited))
    return ""


def _has_waited(function: Node, position: int, waits: frozenset[Node]) -> bool:
    before = (node for node in own_nodes(function) if node.end < position)
    return any(node.kind == "await_expression" or node in waits for node in before)


def _is_returned(call: Call) -> bool:
    up = _whole(call).parent
    return up is not None and (up.kind == "return_statement" or up.kind in FUNCTIONS)


def _is_last(call: Call) -> bool:
    """Tell whether a call is the last thing that its function, or its script, does."""
    up = _whole(call).parent
    if up is None or up.kind in FUNCTIONS:
        return True
    if function_at(call.node) is None and call.script.kind != "module":
        return not ends_script(call.script, call.node)
    return up.kind in ("expression_statement", "return_statement") and nothing_follows(call.script, up)


def _whole(call: Call) -> Node:
    """Climb from a call to all that is made of it: `await`, `void`, `.then(…)`, `Promise.all([…])`."""
    node = outside(gathered(call.node) or call.node)
    while (up := node.parent) is not None:
        if up.kind == "call_expression" and up.get("function") is not node:
            return node
        if up.kind != "call_expression" and up.kind not in _PASSED_UP:
            return node
        node = outside(up)
    return node
