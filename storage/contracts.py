"""Contracts: JSON Schemas (draft 2020-12) that documents are held against, compiled once.

A contract also says what the merge has to know about arrays: `x-identity` names the member that tells the items of an
array apart, `x-set` marks an array of scalars without order. `x-append-only` marks an array that only grows, and
`x-greater: {"end": "start"}` asks that one number of an object is greater than another, neither of which JSON Schema
can say. `x-written-by` names the only part of the program that changes such documents, by what it calls itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import jsonschema_rs

from storage import documents
from storage.breaches import Violation, violation_of
from storage.documents import Notice
from storage.errors import BadContract, ContractBroken, WrittenByProgram
from storage.growth import growing_lists
from storage.merge import PLAIN, Shape

MOST_SHOWN = 50
_MOST_STEPS = 100_000
_DEEPEST = 40
_PATTERNS = jsonschema_rs.FancyRegexOptions(backtrack_limit=_MOST_STEPS)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a contract says of a document."""

    violations: tuple[Violation, ...] = ()
    """At most 50."""
    count: int = 0
    """How many there are in all."""
    notices: tuple[Notice, ...] = ()
    """What is allowed but doubtful."""

    def summary(self) -> str:
        """Name the first violation, and how many more there are."""
        first = self.violations[0]
        more = f", and {self.count - 1:,} more" if self.count > 1 else ""
        return f"{first.path or 'the document'} {first.message}{more}"


def no_notices(_: Any) -> list[Notice]:
    """Find nothing doubtful."""
    return []


class Contract:
    """A compiled contract."""

    def __init__(self, name: str, schema: dict[str, Any], doubts: Callable[[Any], list[Notice]] = no_notices) -> None:
        """Compile `schema`; `doubts` looks at a parsed document for what no schema can say.

        Raises:
            BadContract: the schema is none, or refers to another place than itself.
        """
        self.name = name
        self._doubts = doubts
        try:
            self._validator = jsonschema_rs.validator_for(
                schema, offline=True, pattern_options=_PATTERNS, keywords={"x-greater": _Greater}
            )
        except (jsonschema_rs.ValidationError, jsonschema_rs.ReferencingError, ValueError, TypeError) as error:
            raise BadContract(f"the contract {name!r} is no JSON Schema: {_first_line(error)}", name=name) from error
        self.shape = _shape(schema, schema, ()) or PLAIN
        self.growing = growing_lists(schema)
        self.writer: str | None = schema.get("x-written-by")

    def judge(self, text: bytes) -> Verdict:
        """Hold a document's text against the contract."""
        return self.judge_parsed(documents.parse(text))

    def judge_parsed(self, document: Any) -> Verdict:
        """As :meth:`judge`, of a document that `documents.parse` has returned."""
        notices = tuple(self._doubts(document)[:MOST_SHOWN])
        if self._validator.is_valid(document):
            return Verdict(notices=notices)
        shown: list[Violation] = []
        count = 0
        for error in self._validator.iter_errors(document):
            count += 1
            if len(shown) < MOST_SHOWN:
                shown.append(violation_of(error))
        return Verdict(tuple(shown), count, notices)


def hold(contract: Contract | None, text: bytes, *, validate: bool) -> tuple[Notice, ...]:
    """Return what is doubtful about a document that keeps its contract, or need not.

    Raises:
        ContractBroken: it has to keep it, and does not.
    """
    if contract is None:
        return ()
    verdict = contract.judge(text)
    if not verdict.count:
        return verdict.notices
    said = f"the document breaks the contract of {contract.name!r}: {verdict.summary()}"
    if validate:
        raise ContractBroken(said, **broken_facts(contract.name, verdict))
    return (Notice("contract_broken", said, verdict.violations[0].path), *verdict.notices)


def demand_writer(contract: Contract | None, project: str, source: str | None) -> None:
    """Refuse a change of a document that only one part of the program writes.

    Raises:
        WrittenByProgram: somebody else wants to change it.
    """
    if contract is not None and contract.writer not in (None, source):
        text = f"{project!r} is written by the {contract.writer} alone, so that what it says stays true"
        raise WrittenByProgram(text, id=project, writer=contract.writer)


def broken_facts(kind: str, verdict: Verdict) -> dict[str, Any]:
    """Return what a program has to know about a broken contract."""
    return {"kind": kind, "violations": [found.as_dict() for found in verdict.violations], "count": verdict.count}


class _Greater:
    """The keyword `x-greater`."""

    def __init__(self, _schema: dict[str, Any], pairs: Any, _path: list[str]) -> None:
        if not isinstance(pairs, dict) or not all(isinstance(other, str) for other in pairs.values()):
            raise ValueError("x-greater has to be an object of names of members")
        self._pairs: dict[str, str] = pairs

    def validate(self, instance: Any) -> None:
        if not isinstance(instance, dict):
            return
        for member, other in self._pairs.items():
            value, least = instance.get(member), instance.get(other)
            if isinstance(value, int | float) and isinstance(least, int | float) and not value > least:
                raise ValueError(f"{member} ({value:g}) has to be greater than {other} ({least:g})")


def _first_line(error: Exception) -> str:
    message = error.message if isinstance(error, jsonschema_rs.ValidationError) else str(error)
    return message.partition("\n")[0][:300]


def _shape(schema: Any, root: Any, followed: tuple[str, ...]) -> Shape | None:
    """Return what a schema says about arrays at and below a place, or None if that is nothing."""
    if not isinstance(schema, dict) or len(followed) > _DEEPEST:
        return None
    reference = schema.get("$ref")
    if isinstance(reference, str):
        target = None if reference in followed else _referred(root, reference)
        found = _shape(target, root, (*followed, reference))
        if found is not None:
            return found
    for part in ("allOf", "anyOf", "oneOf"):
        options = schema.get(part)
        for option in options if isinstance(options, list) else ():
            if (found := _shape(option, root, (*followed, part))) is not None:
                return found
    return _own_shape(schema, root, followed)


def _own_shape(schema: dict[str, Any], root: Any, followed: tuple[str, ...]) -> Shape | None:
    properties = schema.get("properties")
    named = properties.items() if isinstance(properties, dict) else ()
    members = {name: below for name, part in named if (below := _shape(part, root, (*followed, name))) is not None}
    items = _shape(schema.get("items"), root, (*followed, "[]"))
    identity, is_set = schema.get("x-identity", "id"), schema.get("x-set") is True
    if not members and items is None and identity == "id" and not is_set:
        return None
    return Shape(identity if isinstance(identity, str) else "id", is_set, members, items)


def _referred(root: Any, reference: str) -> Any:
    """Follow a reference inside the same schema; others are not followed."""
    if not reference.startswith("#/"):
        return None
    found = root
    for part in reference[2:].split("/"):
        found = found.get(part.replace("~1", "/").replace("~0", "~")) if isinstance(found, dict) else None
    return found
