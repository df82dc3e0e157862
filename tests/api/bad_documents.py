"""Texts that are no documents, and odd ones that are, as requests and files may hold them."""

from __future__ import annotations

import codecs
from typing import Any, NamedTuple

DEEP = b'{"a":' * 201 + b"1" + b"}" * 201
FULL_DEPTH = b'{"a":' * 199 + b"{}" + b"}" * 199
LONE = rb'{"list": [{"title": "cut \ud83d"}]}'


class Bad(NamedTuple):
    """A text that is no document, and how that is said."""

    what: str
    text: bytes
    status: int
    code: str
    facts: dict[str, Any]


REFUSED: list[Bad] = [
    Bad("nothing", b"", 400, "empty", {}),
    Bad("white space", b" \r\n\t", 400, "empty", {}),
    Bad("a byte order mark alone", codecs.BOM_UTF8, 400, "empty", {}),
    Bad("a trailing comma", b'{\n  "a": 1,\n}', 400, "json_syntax", {"line": 3, "column": 1}),
    Bad("a comment", b'{"a": 1 // one\n}', 400, "json_syntax", {"line": 1, "column": 9}),
    Bad("two documents", b'{"a": 1}\n{"b": 2}', 400, "json_syntax", {"line": 2}),
    Bad("a raw control character", b'{"a": "x\x01y"}', 400, "json_syntax", {"line": 1}),
    Bad("single quotes", b"{'a': 1}", 400, "json_syntax", {"line": 1, "column": 2}),
    Bad("an open end", b'{\n"a": [1, 2', 400, "json_syntax", {"line": 2}),
    Bad("a column counted in characters", '{"ü€😀": x}'.encode(), 400, "json_syntax", {"line": 1, "column": 9}),
    Bad("NaN", b'{"a": NaN}', 400, "json_number", {"line": 1}),
    Bad("Infinity", b'{"a":\n -Infinity}', 400, "json_number", {"line": 2}),
    Bad("1e400", b'{"a": [1e400]}', 400, "json_number", {"path": "/a/0"}),
    Bad("a key twice", b'{"a": {"x": 1, "y": 2, "x": 3}}', 400, "duplicate_key", {"path": "/a/x"}),
    Bad("a key twice, once escaped", rb'{"x": 1, "\u0078": 3}', 400, "duplicate_key", {"path": "/x"}),
    Bad("2^64 and more", b'{"n": 36893488147419103233}', 422, "number_precision", {"path": "/n"}),
    Bad("long decimals", b'{"n": 0.12345678901234567890123}', 422, "number_precision", {"path": "/n"}),
    Bad("half an emoji", LONE, 422, "lone_surrogate", {"path": "/list/0/title"}),
    Bad("Latin-1", '{"a": "Zoë"}'.encode("latin-1"), 400, "not_utf8", {"offset": 9}),
    Bad("UTF-16", '{"a": 1}'.encode("utf-16"), 400, "not_utf8", {"offset": 0}),
    Bad("too deep", DEEP, 422, "too_deep", {}),
    Bad("an array", b"[1, 2]", 422, "not_an_object", {}),
    Bad("a text", b'"text"', 422, "not_an_object", {}),
    Bad("null", b"null", 422, "not_an_object", {}),
]

ACCEPTED: list[tuple[str, bytes, bytes]] = [
    ("-0 and 1.0", b'{"a": -0, "b": 1.0, "c": 1E2}', b'{\n  "a": -0,\n  "b": 1.0,\n  "c": 1E2\n}\n'),
    ("a byte order mark", codecs.BOM_UTF8 + b'{"a": 1}', b'{\n  "a": 1\n}\n'),
    ("CRLF and tabs", b'{\r\n\t"a":\t1\r\n}\r\n', b'{\n  "a": 1\n}\n'),
    ("a big integer", b'{"n": 9007199254740993}', b'{\n  "n": 9007199254740993\n}\n'),
    ("integer-like keys", b'{"b": 1, "2": 1, "1": 1}', b'{\n  "b": 1,\n  "2": 1,\n  "1": 1\n}\n'),
    ("a key of JavaScript", b'{"__proto__": {"x": 1}}', b'{\n  "__proto__": {\n    "x": 1\n  }\n}\n'),
    ("script in text", b'{"a": "<svg onload=alert(1)>"}', b'{\n  "a": "<svg onload=alert(1)>"\n}\n'),
    ("future keys", b'{"schema": 99, "x": null}', b'{\n  "schema": 99,\n  "x": null\n}\n'),
]  # fmt: skip

CLEAR_IN_A_FILE = ("duplicate_key", "number_precision", "lone_surrogate")

FILES: list[Bad] = [
    *(bad for bad in REFUSED if bad.code not in CLEAR_IN_A_FILE and bad.what != "UTF-16"),
    Bad("a cut UTF-16 text", codecs.BOM_UTF16_LE + b"{\x00}", 422, "not_utf8", {}),
    Bad("a merge conflict", b'{\n<<<<<<< HEAD\n"a": 1\n=======\n"a": 2\n>>>>>>> b\n}', 422, "json_syntax", {"line": 2}),
]  # fmt: skip
