"""Turn a plan into the new text of each file, changing nothing but what has to change."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any

from cli.code_migration.deciding import Plan
from cli.code_migration.edits import Edits
from cli.code_migration.functions import Call, Function
from cli.code_migration.imports import import_edit
from cli.code_migration.reading import is_text
from cli.code_migration.scripts import Script, Source
from cli.code_migration.service import Service, has_service
from cli.code_migration.syntax import Node, arguments_of, flaws, outside, parse, string_of, within
from cli.code_migration.uses import Use
from cli.code_migration.waiting import waiting

_METHODS = {"set": "setItem", "remove": "removeItem", "clear": "clear"}


class BrokenOutcome(Exception):
    """The new text of a file would not parse; `name` is the file's."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} would not parse after the change; no file was changed")
        self.name = name


def rewritten(plan: Plan, service: Service) -> dict[Source, str]:
    """Return the new texts of the files that change.

    Raises:
        BrokenOutcome: a new text has places that do not parse and that it had not before.
    """
    edits: defaultdict[Script, Edits] = defaultdict(Edits)
    for use in sorted(plan.chosen, key=lambda use: use.start):
        if use.script is not None:
            _rewrite(edits[use.script], use, service)
    for call in plan.calls:
        _await_call(edits[call.script], call)
    for function in plan.functions:
        _make_async(edits[function.script], function)
    _import(edits, plan, service)
    texts: dict[Source, str] = {}
    for script in sorted(edits, key=lambda script: -script.offset):
        try:
            code = edits[script].applied(script.text)
        except ValueError as error:
            raise BrokenOutcome(script.name) from error
        if flaws(parse(code, script.language)) > flaws(script.root):
            raise BrokenOutcome(script.name)
        whole = texts.get(script.source, script.source.text)
        texts[script.source] = whole[: script.offset] + code + whole[script.offset + len(script.text) :]
    return dict(sorted(texts.items(), key=lambda item: item[0].name))


def _import(edits: dict[Script, Edits], plan: Plan, service: Service) -> None:
    """Give every script its import; classic scripts of one page share theirs."""
    given: set[Source] = set()
    for script in sorted({use.script for use in plan.chosen if use.script is not None}, key=lambda one: one.offset):
        shared = script.kind == "classic" and script.source in given
        if shared or has_service(script, service):
            continue
        if script.kind == "classic":
            given.add(script.source)
        edits[script].insert_line(*import_edit(script, service))


def _make_async(edits: Edits, function: Function) -> None:
    node = function.node
    if function.is_async:
        return
    name = node.get("name")
    start = name.start if node.kind == "method_definition" and name is not None else node.start
    edits.replace(start, start, "async ")
    returned = node.get("return_type")
    kind = returned.inner[0] if returned is not None and returned.inner else None
    if kind is not None and not kind.text.startswith(("Promise<", "PromiseLike<")):
        edits.wrap(kind.start, kind.end, "Promise<", ">")


def _await_call(edits: Edits, call: Call) -> None:
    if not call.awaited:
        return
    edits.wrap(call.node.start, call.node.end, *waiting(call.node))


def _rewrite(edits: Edits, use: Use, service: Service) -> None:
    """Write the call of the service in place of the use; what it is made of stays where it is."""
    node, whole = use.node, use.whole
    if node is None or whole is None:
        return
    if use.action == "get":
        _get(edits, use, service)
        return
    edits.wrap(node.start, node.end, *waiting(node))
    _access(edits, use, f"{service.expression}.{_METHODS[use.action]}")
    if use.action == "set":
        _value(edits, use)


def _get(edits: Edits, use: Use, service: Service) -> None:
    node, whole = use.node, use.whole
    if node is None or whole is None:
        return
    as_json = use.form == "json"
    replaced = whole if as_json else node
    default = _default(use) if as_json else None
    undefined = use.indexed and not as_json and not _null_will_do(node)
    before, after = waiting(replaced, with_default=undefined or default is not None)
    edits.wrap(replaced.start, replaced.end, before, (" ?? undefined" if undefined else "") + after)
    _access(edits, use, f"{service.expression}.getItem")
    if not as_json:
        return
    _later(edits, use)
    edits.replace(whole.start, node.start, "")
    if default is None or use.default is None:
        edits.replace(node.end, whole.end, "")
        return
    edits.replace(node.end, use.default.start, f" ?? {default[0]}")
    if not default[1]:
        edits.replace(use.default.start, use.default.end, "")
    edits.replace(use.default.end, whole.end, default[1])


def _later(edits: Edits, use: Use) -> None:
    """Take the `JSON.parse` from around a name that now holds the value, and ask for null instead of a text."""
    if use.parsed is None:
        return
    name = arguments_of(use.parsed)[0]
    edits.replace(use.parsed.start, name.start, "")
    edits.replace(name.end, use.parsed.end, "")
    for ref in use.asked:
        up = ref.parent
        denied = up is not None and up.kind == "unary_expression"
        edits.replace(up.start if up is not None and denied else ref.start, ref.start, "")
        edits.replace(ref.end, ref.end, " === null" if denied else " !== null")


def _access(edits: Edits, use: Use, called: str) -> None:
    """Rewrite `localStorage.method` or `localStorage[key]`; of an assignment also the sign, up to the value."""
    node, key = use.node, use.key_node
    if node is None:
        return
    literal = json.dumps(use.key.start, ensure_ascii=False)
    if not use.indexed:
        callee = node.get("function")
        if callee is not None:
            edits.replace(node.start, callee.end, called)
        if key is not None and key.kind == "number":
            edits.replace(key.start, key.end, literal)
        return
    end, closing = (node.end, ")") if use.value is None else (use.value.start, ", ")
    if key is None or key.kind == "number":
        edits.replace(node.start, end, f"{called}({literal}{closing}")
    else:
        edits.replace(node.start, key.start, f"{called}(")
        edits.replace(key.end, end, closing)


def _value(edits: Edits, use: Use) -> None:
    """Hand over the value itself where it is written as JSON; otherwise the text that localStorage would keep."""
    node, value, script = use.node, use.value, use.script
    if node is None or value is None or script is None:
        return
    if use.indexed:
        edits.wrap(value.start, value.end, "", ")")
    if use.form == "json":
        inner = arguments_of(within(value))[0]
        edits.replace(value.start, inner.start, "")
        edits.replace(inner.end, value.end, "")
    elif not is_text(script, value):
        edits.wrap(value.start, value.end, "String(", ")")


def _null_will_do(node: Node) -> bool:
    """Tell whether null and undefined are the same where a value is read."""
    node = outside(node)
    up = node.parent
    if up is None:
        return False
    if up.kind == "binary_expression":
        return (up.has("||") or up.has("??")) and up.get("left") is node
    if up.kind == "unary_expression":
        return up.has("!")
    return up.kind in ("if_statement", "while_statement", "ternary_expression") and up.get("condition") is node


def _default(use: Use) -> tuple[str, str] | None:
    """Return what stands before and after a default; a literal replaces it, and null needs no default at all."""
    if use.default is None:
        return None
    text = string_of(use.default)
    if "null" in (use.default.text, text):
        return None
    return (text.strip(), "") if text is not None and _is_literal(text) else ("JSON.parse(", ")")


def _is_literal(text: str) -> bool:
    """Tell whether a JSON text means the same as JavaScript, and may stand in a page: there `</script>` ends it."""
    try:
        json.loads(text, parse_constant=_refuse, object_pairs_hook=_plain_keys)
    except ValueError:
        return False
    return "<" not in text


def _plain_keys(pairs: list[tuple[str, Any]]) -> None:
    if any(key == "__proto__" for key, _ in pairs):
        raise ValueError("__proto__")


def _refuse(word: str) -> None:
    raise ValueError(word)
