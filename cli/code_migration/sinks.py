"""What becomes of a function that is given to somebody else: who only calls it, and who wants its answer at once."""

from __future__ import annotations

import re

from cli.code_migration.scripts import Script
from cli.code_migration.syntax import Node, string_of

_TIMERS = frozenset(
    {"setTimeout", "setInterval", "requestAnimationFrame", "requestIdleCallback", "queueMicrotask", "setImmediate"}
)
_OBSERVERS = frozenset(
    {"MutationObserver", "IntersectionObserver", "ResizeObserver", "PerformanceObserver", "FinalizationRegistry"}
)
_AT_ONCE = frozenset(
    {
        "map",
        "sort",
        "filter",
        "forEach",
        "reduce",
        "reduceRight",
        "some",
        "every",
        "find",
        "findIndex",
        "findLast",
        "findLastIndex",
        "flatMap",
        "from",
        "replace",
        "replaceAll",
        "toSorted",
        "useState",
        "useReducer",
        "useMemo",
        "useEffect",
        "useLayoutEffect",
        "useSyncExternalStore",
        "useCallback",
    }
)
_LEAVING = frozenset({"beforeunload", "unload", "pagehide"})
_WINDOWS = frozenset({"window", "globalThis", "self"})
_EVENTS = re.compile(
    "on(?:(?:dbl|aux)?click|contextmenu|change|input|beforeinput|invalid|select|submit|reset|toggle|focus|blur|wheel|scroll"
    "|key(?:down|up|press)|(?:mouse|pointer)(?:down|up|move|enter|leave|over|out|cancel)|touch(?:start|end|move|cancel)"
    "|drag(?:start|end|enter|leave|over)?|drop|copy|cut|paste|resize|load|loadend|error|abort|progress|readystatechange"
    "|message|open|close|success|complete|online|offline|popstate|hashchange|pageshow|visibilitychange|fullscreenchange"
    "|play|pause|ended|timeupdate|canplay|volumechange|transitionend|animationend|beforeunload|unload|pagehide)"
)
_LEAVES = "listens to the page's leaving, which waits for nothing"


def handed_to(receiver: Node, function: Node, script: Script, defined: set[str]) -> str | None:
    """Say why a function must not be async that is given as an argument; None when it may.

    Args:
        receiver: the call, or the `new` expression.
        function: the argument.
        script: where both are.
        defined: names of functions that the set has itself, so that they are not the browser's.
    """
    callee = receiver.get("function") or receiver.get("constructor")
    if callee is None:
        return "is passed on as a value"
    place = function.parent.inner.index(function) if function.parent is not None else 0
    member = callee.kind == "member_expression"
    name = callee.get("property") if member else callee
    word = name.text if name is not None else callee.text
    browsers = member or script.scopes.meaning(callee) is None
    if receiver.kind == "new_expression":
        return None if browsers and word in _OBSERVERS else f"is passed to `new {word}`"
    base = callee.get("object") if member else None
    if browsers and word in _TIMERS and place == 0 and (base is None or base.text in _WINDOWS):
        return None
    if word in ("addEventListener", "removeEventListener") and browsers and place == 1 and word not in defined:
        return _listening(receiver)
    if member and word in ("then", "catch", "finally"):
        return None
    if word in _AT_ONCE:
        return f"is a callback of `{word}`, which wants its answer at once"
    return f"is passed to `{callee.text[:40]}`, which may want its answer at once"


def on_property(left: Node) -> str | None:
    """Judge an assignment to `element.onclick`: empty for an event, a reason for a leaving page, None for no event."""
    name = left.get("property") if left.kind == "member_expression" else None
    if name is None or not _EVENTS.fullmatch(name.text):
        return None
    return _LEAVES if name.text.removeprefix("on") in _LEAVING else ""


def is_leaving(event: str) -> bool:
    """Tell whether an event says that the page goes away."""
    return event in _LEAVING


def _listening(receiver: Node) -> str | None:
    given = receiver.get("arguments")
    event = string_of(given.inner[0]) if given is not None else None
    if event is None:
        return "listens to an event whose name cannot be told"
    return _LEAVES if event in _LEAVING else None
