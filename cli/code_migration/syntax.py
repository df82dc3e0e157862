"""Syntax trees of JavaScript, TypeScript and HTML, as nodes that know their parent."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ast_grep_py import SgNode, SgRoot

FUNCTIONS = frozenset(
    {
        "function_declaration",
        "function_expression",
        "arrow_function",
        "method_definition",
        "generator_function",
        "generator_function_declaration",
    }
)
WRAPPERS = frozenset(
    {"parenthesized_expression", "non_null_expression", "as_expression", "satisfies_expression", "type_assertion"}
)
"""Expressions that are, at run time, the expression inside them."""
_LONG = 200_000
_FOLLOWING = frozenset({"call_expression", "member_expression", "subscript_expression", "non_null_expression"})
_ESCAPES = re.compile(r"\\.|\"")


@dataclass(eq=False, slots=True)
class Node:
    """A node of a syntax tree; `start` and `end` count characters of the text, `at` tells it from its siblings."""

    kind: str
    start: int
    end: int
    named: bool
    source: str = field(repr=False)
    raw: SgNode = field(repr=False)
    parent: Node | None = field(default=None, repr=False)
    children: list[Node] = field(default_factory=list, repr=False)
    at: tuple[int, int, str] = field(default=(0, 0, ""), repr=False)

    def __post_init__(self) -> None:
        self.at = (self.start, self.end, self.kind)

    @property
    def text(self) -> str:
        """The characters of this node."""
        return self.source[self.start : self.end]

    @property
    def inner(self) -> list[Node]:
        """The named children without comments."""
        return [child for child in self.children if child.named and child.kind != "comment"]

    def get(self, name: str) -> Node | None:
        """Return the child that the grammar calls `name`."""
        found = self.raw.field(name)
        if found is None:
            return None
        span, kind = found.range(), found.kind()
        at = (span.start.index, span.end.index, kind)
        return next((child for child in self.children if child.at == at), None)

    def is_a(self, parent_field: str) -> bool:
        """Tell whether this node is that field of its parent."""
        return self.parent is not None and self.parent.get(parent_field) is self

    def has(self, token: str) -> bool:
        """Tell whether a keyword or sign is a direct child."""
        return any(not child.named and child.kind == token for child in self.children)

    def walk(self) -> Iterator[Node]:
        """Yield this node and all below it, in the order of the text."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children))

    def above(self) -> Iterator[Node]:
        """Yield the parent, its parent, and so on."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent


def is_machine_made(text: str) -> bool:
    """Tell whether a line is so long that it is no code for people; the time that it takes grows with its square."""
    return len(text) > _LONG and any(len(line) > _LONG for line in text.split("\n"))


def parse(text: str, language: str) -> Node:
    """Parse a text; what does not parse becomes nodes of the kind ERROR.

    Args:
        text: the code.
        language: `javascript`, `typescript`, `tsx` or `html`.
    """
    root = _node(SgRoot(text, language).root(), text, None)
    stack = [root]
    while stack:
        node = stack.pop()
        node.children = [_node(child, text, node) for child in node.raw.children()]
        stack.extend(node.children)
    for node in list(root.walk()):
        if _looks_like_a_call(node):
            _read_await(node)
    return root


def _looks_like_a_call(node: Node) -> bool:
    """Tell whether the grammar took `await (…)` for a call of something named await."""
    if node.kind != "call_expression" or len(node.children) != 2:
        return False
    name, given = node.children
    return name.kind == "identifier" and name.text == "await" and given.kind == "arguments" and len(given.inner) == 1


def _read_await(call: Node) -> None:
    """Turn `await (a)` into an await of a bracket, around all that follows: `await (a)().b`."""
    word, bracket = call.children
    whole = call
    while whole.parent is not None and whole.parent.kind in _FOLLOWING and whole.parent.children[0] is whole:
        whole = whole.parent
    bracket.kind, bracket.at = "parenthesized_expression", call.at
    waiting = Node("await_expression", call.start, whole.end, True, call.source, call.raw, whole.parent)
    waiting.at = whole.at
    if whole.parent is not None:
        whole.parent.children = [waiting if child is whole else child for child in whole.parent.children]
    inner = bracket
    if whole is not call and call.parent is not None:
        call.parent.children[0], bracket.parent = bracket, call.parent
        inner = whole
        for part in (call.parent, *call.parent.above()):
            part.start = bracket.start
            if part is whole:
                break
    word.kind, word.named, word.parent, inner.parent = "await", False, waiting, waiting
    waiting.children = [word, inner]


def _node(raw: SgNode, text: str, parent: Node | None) -> Node:
    span = raw.range()
    return Node(raw.kind(), span.start.index, span.end.index, raw.is_named(), text, raw, parent)


def flaws(root: Node) -> int:
    """Count the places that do not parse: errors, and tokens that had to be invented."""
    return sum(
        node.kind == "ERROR" or (node.start == node.end and not node.children and node.parent is not None)
        for node in root.walk()
    )


def outside(node: Node, kinds: frozenset[str] = WRAPPERS) -> Node:
    """Climb out of parentheses and TypeScript's casts around an expression."""
    while node.parent is not None and node.parent.kind in kinds:
        node = node.parent
    return node


def within(node: Node) -> Node:
    """Climb down through parentheses and TypeScript's casts."""
    while node.kind in WRAPPERS and node.inner and (node.kind != "parenthesized_expression" or len(node.inner) == 1):
        node = node.inner[-1] if node.kind == "type_assertion" else node.inner[0]
    return node


def is_await(node: Node) -> bool:
    """Tell whether an expression is awaited where it stands."""
    return (up := outside(node, frozenset({"parenthesized_expression"})).parent) is not None and (
        up.kind == "await_expression"
    )


def string_of(node: Node) -> str | None:
    """Return the value of a string literal, or of a template without holes."""
    if node.kind not in ("string", "template_string") or any(c.kind == "template_substitution" for c in node.children):
        return None
    raw = node.text[1:-1]
    if "\\" not in raw:
        return raw
    try:
        return str(json.loads(f'"{_ESCAPES.sub(_as_in_json, raw)}"'))
    except ValueError:
        return None


def _as_in_json(found: re.Match[str]) -> str:
    sign = found.group()
    return '\\"' if sign == '"' else sign.removeprefix("\\") if sign in ("\\'", "\\`") else sign


def arguments_of(call: Node) -> list[Node]:
    """Return the arguments of a call."""
    given = call.get("arguments")
    return given.inner if given is not None and given.kind == "arguments" else []


def enclosing_function(node: Node) -> Node | None:
    """Return the nearest function around a node."""
    return next((up for up in node.above() if up.kind in FUNCTIONS), None)


def line_of(source: str, position: int) -> int:
    r"""Return the line of a character, counted from 1; `\r\n` and `\n` end lines."""
    return source.count("\n", 0, position) + 1
