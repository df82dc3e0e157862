"""A key is migrated everywhere in the set of files or nowhere: uses that may mean one key stand or fall together."""

from __future__ import annotations

from cli.code_migration.keys import ANY
from cli.code_migration.uses import Use

_ONE_KEY = frozenset({"get", "set", "remove"})


def groups_of(uses: list[Use], keys: frozenset[str] | None) -> list[Use]:
    """Return the uses that are rewritten; give every other one its reason, and every chosen one its form.

    With `keys`, a use whose key cannot be told at all counts as a use of other keys. One that certainly reaches every
    key, such as `clear()`, and one whose key may be a named one by its beginning still hold the named keys back.
    """
    counted = [use for use in uses if not use.harmless]
    groups = _by_key(counted) if keys is None else [_named(counted, key) for key in sorted(keys)]
    chosen: list[Use] = []
    for group in groups:
        held = [use for use in group if use.reason]
        if not held:
            _settle_form(group)
            chosen.extend(group)
            continue
        for use in group:
            if not use.reason:
                use.reason = _because(held[0])
    for use in counted:
        if not use.reason and use not in chosen:
            use.reason = "its key is not among --keys"
    return chosen


def _by_key(uses: list[Use]) -> list[list[Use]]:
    groups: list[list[Use]] = []
    for use in uses:
        touching = [group for group in groups if any(use.key.may_be(other.key) for other in group)]
        joined = [use]
        for group in touching:
            joined = group + joined
            groups.remove(group)
        groups.append(joined)
    return groups


def _named(uses: list[Use], key: str) -> list[Use]:
    meant = [use for use in uses if use.key.whole and use.key.start == key]
    if not meant:
        return []
    for use in uses:
        if use in meant or use.key.whole or not key.startswith(use.key.start):
            continue
        if use.action in _ONE_KEY and use.key.unknown:
            continue
        use.reason = use.reason or f"it may reach {key!r} and other keys, and --keys names only some"
        meant.append(use)
    return meant


def _settle_form(group: list[Use]) -> None:
    """Keep values as JSON text in a group where any use reads or writes text as text."""
    plain = any(use.form == "text" and use.action in ("get", "set") for use in group)
    for use in group:
        use.form = "text" if plain else use.form


def _because(held: Use) -> str:
    if held.key is ANY and held.action not in _ONE_KEY:
        return f"{held.source.name}:{held.line} may reach every key and stays as it is: {held.reason}"
    return f"the same key stays as it is at {held.source.name}:{held.line}: {held.reason}"
