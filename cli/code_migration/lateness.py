"""What a function may not do once it has waited, because it would come too late."""

from __future__ import annotations

import re

from cli.code_migration.functions import own_nodes
from cli.code_migration.syntax import Node

_EVENT = frozenset(
    {
        "preventDefault",
        "stopPropagation",
        "stopImmediatePropagation",
        "currentTarget",
        "dataTransfer",
        "clipboardData",
        "returnValue",
    }
)
_LOADING = re.compile(r"(?:(?:window|document)\.)?addEventListener\(\s*[\"'](?:DOMContentLoaded|load|pageshow)[\"']")
_WRITING = re.compile(r"document\.(?:write|writeln|open)\(")


def late_reason(function: Node, first: int) -> str:
    """Say what a function does at or after the position `first`, where it will wait, and may not; empty if nothing."""
    for node in own_nodes(function):
        if node.kind == "call_expression" and node.end > first and _WRITING.match(node.text):
            return "writes into the page, which has to happen while it is read"
        if node.kind == "call_expression" and node.start > first and _LOADING.match(node.text):
            return "listens to the page's loading after it would have waited"
        name = node.get("property") if node.kind == "member_expression" else None
        reason = _member_reason(name.text, after=node.start > first) if name is not None else ""
        if reason:
            return reason
    return ""


def _member_reason(name: str, *, after: bool) -> str:
    if name == "transaction":
        return "uses a transaction of a database, which ends while it would wait"
    if after and name in _EVENT:
        return f"uses `{name}` of its event after it would have waited"
    if after and name == "currentScript":
        return "uses `currentScript` after it would have waited"
    return ""
