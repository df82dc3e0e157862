"""How `await` is written around an expression so that what is around it keeps its meaning."""

from __future__ import annotations

from cli.code_migration.syntax import Node

_LOOSE = frozenset(
    {
        "variable_declarator",
        "assignment_expression",
        "augmented_assignment_expression",
        "arguments",
        "return_statement",
        "expression_statement",
        "parenthesized_expression",
        "pair",
        "array",
        "arrow_function",
        "template_substitution",
        "spread_element",
        "assignment_pattern",
        "jsx_expression",
        "throw_statement",
        "sequence_expression",
    }
)
_TIGHT = _LOOSE | {
    "binary_expression",
    "ternary_expression",
    "unary_expression",
    "for_in_statement",
    "subscript_expression",
    "as_expression",
    "satisfies_expression",
}


def waiting(node: Node, *, with_default: bool = False) -> tuple[str, str]:
    """Return what to write before and after an expression that is awaited.

    Args:
        node: the expression; what replaces it begins and ends where it does.
        with_default: whether ` ?? default` follows inside the brackets.
    """
    if node.parent is not None and node.parent.kind == "await_expression" and not with_default:
        return "", ""
    if not _needs_brackets(node, with_default=with_default):
        return "await ", ""
    return (";" if _continues(node) else "") + "(await ", ")"


def _needs_brackets(node: Node, *, with_default: bool) -> bool:
    up = node.parent
    if up is None:
        return False
    if up.kind == "binary_expression" and up.has("**"):
        return True
    if up.kind == "subscript_expression" and up.get("object") is node:
        return True
    return up.kind not in (_LOOSE if with_default else _TIGHT)


def _continues(node: Node) -> bool:
    """Tell whether a bracket at the start of a statement would continue the line before it."""
    statement = next((up for up in node.above() if up.kind == "expression_statement"), None)
    if statement is None or statement.start != node.start or statement.parent is None:
        return False
    if statement.parent.kind not in ("program", "statement_block", "switch_case", "switch_default"):
        return False
    siblings = statement.parent.inner
    at = siblings.index(statement)
    if at == 0:
        return False
    before = siblings[at - 1]
    return not before.text.endswith(";") and before.kind not in ("function_declaration", "class_declaration")
