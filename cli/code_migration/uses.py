"""What a use of localStorage is."""

from __future__ import annotations

from dataclasses import dataclass, field

from cli.code_migration.keys import ANY, Key
from cli.code_migration.scripts import Script, Source
from cli.code_migration.syntax import Node, line_of


@dataclass(eq=False)
class Use:
    """One use: where, which key, and what is done.

    `action` is get, set, remove, clear, test (asks only whether localStorage exists) or other. `node` is the call or
    access itself, `whole` the expression around it that turns JSON text into a value. `form` is text, or json where the
    code reads or writes a value as JSON. `reason` says why it is not rewritten. `key_node` is None for
    `localStorage.name`. `parsed` is the `JSON.parse` of a name that first holds the text, `asked` are the places that
    ask whether there is any. A `harmless` use holds no key back.
    """

    source: Source
    script: Script | None
    start: int
    action: str
    key: Key = ANY
    shown: str = ""
    node: Node | None = field(default=None, repr=False)
    whole: Node | None = field(default=None, repr=False)
    key_node: Node | None = field(default=None, repr=False)
    value: Node | None = field(default=None, repr=False)
    default: Node | None = field(default=None, repr=False)
    parsed: Node | None = field(default=None, repr=False)
    asked: list[Node] = field(default_factory=list, repr=False)
    form: str = "text"
    indexed: bool = False
    reason: str = ""
    harmless: bool = False

    @property
    def line(self) -> int:
        """The line in the file, from 1."""
        return line_of(self.source.text, self.start)
