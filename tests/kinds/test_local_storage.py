"""localStorage as a document: readable, and given back text for text."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kinds.local_storage import as_printed, document_of, value_of
from storage import numbers
from storage.errors import NotAnObject
from tests.storage.jsons import objects

NODE = shutil.which("node")
TEXTS = Path(__file__).with_name("local_storage_texts.json")


@pytest.mark.parametrize(("text", "stored"), json.loads(TEXTS.read_text()))
def test_the_table_that_the_drop_in_is_held_to_as_well(text: str, stored: object) -> None:
    found = value_of(text)
    assert isinstance(found, str) == isinstance(stored, str)
    assert found == stored if isinstance(stored, str) else numbers.compact(found) == text.encode()


@pytest.mark.skipif(NODE is None, reason="platform: needs Node.js")
def test_numbers_are_printed_as_javascript_prints_them() -> None:
    numbers_seen: list[float] = [0.0, -0.0, 1e21, 1e20, 1e-6, 1e-7, 123456789012345680000.0]

    @settings(max_examples=500, database=None)
    @given(st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**25), 10**25).map(float))
    def collect(number: float) -> None:
        numbers_seen.append(number)

    collect()
    script = "console.log(JSON.stringify(JSON.parse(require('fs').readFileSync(0)).map(String)))"
    assert NODE is not None
    sent = json.dumps(numbers_seen).encode()
    done = subprocess.run([NODE, "-e", script], input=sent, capture_output=True, check=True, timeout=60)
    assert json.loads(done.stdout) == [as_printed(number) for number in numbers_seen]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a":1,"b":[true,null,"x"]}', {"a": 1, "b": [True, None, "x"]}),
        ("[]", []),
        ("12", 12),
        ("0.5", 0.5),
        ("true", True),
        ("null", None),
        ('{"2":1,"10":2,"b":3}', {"2": 1, "10": 2, "b": 3}),
        ('{"__proto__":{"x":1}}', {"__proto__": {"x": 1}}),
        ('{"ü":"\u2028"}', {"ü": "\u2028"}),
    ],
)
def test_json_text_becomes_json(text: str, value: object) -> None:
    assert numbers.dumps(value_of(text)) == numbers.dumps(value)


@pytest.mark.parametrize(
    "text",
    [
        "dark",
        "",
        '"dark"',
        '{"a": 1}',
        "1.0",
        "-0",
        "1e3",
        "12345678901234567890",
        '{"b":1,"2":1}',
        '{"a":1,"a":2}',
        "{",
        "[NaN]",
        "01",
        " 1",
        '{"a":"\\u00fc"}',
        "0.1000000000000000055",
        "[" * 150 + "]" * 150,
    ],
)
def test_any_other_text_stays_a_text(text: str) -> None:
    assert value_of(text) == text


@pytest.mark.skipif(NODE is None, reason="platform: needs Node.js")
def test_a_browser_prints_every_value_as_it_was_stored() -> None:
    """Hold it against a real JavaScript engine, for many texts at once."""
    texts: list[str] = []

    @settings(max_examples=300, database=None)
    @given(objects, st.booleans())
    def collect(document: object, spaced: bool) -> None:
        separators = (", ", ": ") if spaced else (",", ":")
        texts.append(json.dumps(document, ensure_ascii=spaced, separators=separators))

    collect()
    stored = [(text, value_of(text)) for text in texts]
    as_json = [text for text, value in stored if not isinstance(value, str)]
    assert as_json
    values = b"[" + b",".join(numbers.dumps(value) for _, value in stored if not isinstance(value, str)) + b"]"
    script = (
        "const all=JSON.parse(require('fs').readFileSync(0));console.log(JSON.stringify(all.map(v=>JSON.stringify(v))))"
    )
    assert NODE is not None
    done = subprocess.run([NODE, "-e", script], input=values, capture_output=True, check=True, timeout=60)
    assert json.loads(done.stdout) == as_json


def test_a_dump_is_an_object_of_texts() -> None:
    assert document_of({"theme": "dark", "tasks": '[{"id":1}]'}) == {"theme": "dark", "tasks": [{"id": 1}]}
    wrongs: list[object] = [[], {"a": 1}, "text"]
    for wrong in wrongs:
        with pytest.raises(NotAnObject):
            document_of(wrong)
