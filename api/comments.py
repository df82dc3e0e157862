"""Leaves comments out of a module that is sent: they are for who reads the source, and a fifth of what is sent."""

from __future__ import annotations


def without_comments(source: str) -> str:
    """Return a JavaScript module without its comments, each statement on the line where it was.

    What the parser does not understand whole is returned as it is: the browser has to say what is wrong with it.
    """
    from ast_grep_py import SgRoot  # noqa: PLC0415 (a server whose page nobody opens needs no parser)

    root = SgRoot(source, "javascript").root()
    if root.find(kind="ERROR") is not None:
        return source
    kept, at = [], 0
    for comment in root.find_all(kind="comment"):
        place = comment.range()
        lines = comment.text().count("\n")
        kept += [source[at : place.start.index], "\n" * lines or " "]
        at = place.end.index
    return "".join([*kept, source[at:]])
