"""Changes to a document that are sent instead of the document: RFC 7396 merge patches and RFC 6902 JSON patches.

Both are pure: they work on a parsed document of their own and return it, so that a patch is applied whole or not
at all.
"""

from __future__ import annotations

from typing import Any

from storage import numbers
from storage.errors import BadPointer, PatchFailed
from storage.pointers import get, parts_of, step
from storage.sameness import same

_NEEDS = {
    "add": ("value",),
    "remove": (),
    "replace": ("value",),
    "move": ("from",),
    "copy": ("from",),
    "test": ("value",),
}


def merge_patched(document: Any, patch: Any) -> Any:
    """Apply a merge patch: null removes a member, objects are merged, anything else replaces."""
    if not isinstance(patch, dict):
        return patch
    result = dict(document) if isinstance(document, dict) else {}
    for key, value in patch.items():
        if value is None:
            result.pop(key, None)
        else:
            result[key] = merge_patched(result.get(key), value)
    return result


def json_patched(document: Any, operations: Any) -> Any:
    """Apply the operations of a JSON patch one after another; `document` is changed and returned.

    Raises:
        PatchFailed: an operation is malformed or cannot be done; `facts` name its index and path.
    """
    if not isinstance(operations, list):
        raise PatchFailed("a JSON patch is a list of operations", index=0)
    for index, operation in enumerate(operations):
        try:
            document = _applied(document, _checked(operation))
        except (BadPointer, _Refused) as error:
            named = operation if isinstance(operation, dict) else {}
            path = named.get("path") if isinstance(named.get("path"), str) else ""
            text = f"operation {index} ({str(named.get('op', 'no op'))[:40]} {path!r}): {error}"
            raise PatchFailed(text, index=index, path=path) from error
    return document


class _Refused(Exception):
    """An operation is malformed, or its test failed."""


def _checked(operation: Any) -> dict[str, Any]:
    if not isinstance(operation, dict) or not isinstance(operation.get("path"), str):
        raise _Refused("an operation is an object with a path")
    kind = operation.get("op")
    if not isinstance(kind, str) or kind not in _NEEDS:
        raise _Refused(f"op has to be one of {', '.join(_NEEDS)}")
    for member in _NEEDS[kind]:
        if member not in operation:
            raise _Refused(f"{kind} needs the member {member!r}")
    if "from" in _NEEDS[kind] and not isinstance(operation["from"], str):
        raise _Refused("'from' has to be a JSON pointer")
    return operation


def _applied(document: Any, operation: dict[str, Any]) -> Any:
    path = operation["path"]
    match operation["op"]:
        case "test":
            if not same(get(document, path), operation["value"]):
                raise _Refused("the value there is another one")
            return document
        case "add":
            return _add(document, path, operation["value"])
        case "remove":
            return _remove(document, path)
        case "replace":
            get(document, path)
            return operation["value"] if path == "" else _put(document, path, operation["value"])
        case "copy":
            return _add(document, path, _copied(get(document, operation["from"])))
        case _:
            return _moved(document, operation["from"], path)


def _moved(document: Any, source: str, path: str) -> Any:
    if path.startswith(f"{source}/"):
        raise _Refused("a value cannot be moved into itself")
    value = get(document, source)
    return document if source == path else _add(_remove(document, source), path, value)


def _add(document: Any, path: str, value: Any) -> Any:
    if path == "":
        return value
    holder, last = _holder(document, path)
    if isinstance(holder, dict):
        holder[last] = value
    elif isinstance(holder, list):
        holder.insert(len(holder) if last == "-" else _index(last, len(holder), path), value)
    else:
        raise BadPointer(f"there is nothing at {path!r}", path=path)
    return document


def _remove(document: Any, path: str) -> Any:
    get(document, path)
    if path == "":
        raise _Refused("the whole document cannot be removed")
    holder, last = _holder(document, path)
    del holder[last if isinstance(holder, dict) else int(last)]
    return document


def _put(document: Any, path: str, value: Any) -> Any:
    holder, last = _holder(document, path)
    holder[last if isinstance(holder, dict) else int(last)] = value
    return document


def _holder(document: Any, path: str) -> tuple[Any, str]:
    parts = parts_of(path)
    holder = document
    for part in parts[:-1]:
        holder = step(holder, part, path)
    return holder, parts[-1]


def _index(part: str, length: int, path: str) -> int:
    if not part.isascii() or not part.isdigit() or (part != "0" and part[0] == "0") or int(part) > length:
        raise BadPointer(f"there is nothing at {path!r}", path=path)
    return int(part)


def _copied(value: Any) -> Any:
    return numbers.loads(numbers.dumps([value]))[0]
