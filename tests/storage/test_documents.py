"""Texts that are documents: the table of bad inputs, as a request and as a file."""

from __future__ import annotations

import codecs
import itertools
import json

import pytest
from hypothesis import given

from storage import documents, errors
from storage.canonical import MAX_DEPTH, layout
from storage.documents import read_file, read_part, read_request
from tests.storage.jsons import spelled
from tests.storage.test_canonical import tokens_of

LONE = [rb"\ud83d", rb"\ude00", rb"a\ud83db", rb"\ude00\ud83d", rb"\ud83d\u0041", rb"\\\ud83d"]
SCALARS = ["null", "true", "false", "0", "-0", "1.5e3", '""', '"é"', r'"\u00e9\n\"\\\/"', "[]", "{}", "[[]]", '{"":{}}']
NOT_VALUES = [
    *["nul", "True", "undefined", "'a'", "a", "01", "-", "+1", "1.", ".5", "1e", "1e+", "0x1", "1_0", "--1", "- 1"],
    *['"', '"\\x"', '"\\u12"', '"\n"', '"\t"', '"\0"', "[", "]", "[1", "[,]", "[1,]", "[,1]", "[1 2]", "[1}", "{", "}"],
    *[
        "{,}",
        '{"a"}',
        '{"a":}',
        '{"a":1,}',
        "{a:1}",
        "{1:1}",
        '{"a":1 "b":2}',
        "// x\n1",
        "/* x */ 1",
        "1;",
        "\ufeff1",
        "\u00a01",
    ],
]


@given(spelled)
def test_what_is_accepted_comes_back_token_for_token(text: bytes) -> None:
    first = read_request(text).text
    assert tokens_of(first) == tokens_of(text)
    assert read_request(first, first, clean=True).text is first
    assert read_file(text).text == text
    assert read_file(text).laid_out == first


def test_key_order_big_integers_escapes_and_reserved_names_stay() -> None:
    text = rb'{"b":1,"a":{"__proto__":1.0,"constructor":-0},"2":[9007199254740993,"\u00e9\/"],"1":1E5}'
    assert b"".join(read_request(text).text.split()) == text


@pytest.mark.parametrize("value", SCALARS)
@pytest.mark.parametrize("space", ["", " ", "\r\n\t"])
def test_every_json_value_is_accepted(value: str, space: str) -> None:
    text = f'{space}{{{space}"a"{space}:{space}{value}{space}}}{space}'.encode()
    assert json.loads(read_request(text).text) == json.loads(text)
    assert read_file(text).text == text


@pytest.mark.parametrize("value", NOT_VALUES)
@pytest.mark.parametrize("around", ['{"a":%s}', '{"a":[%s]}', '{"a":1,"b":{"c":%s}}'])
def test_what_is_no_json_is_refused_with_line_and_column(value: str, around: str) -> None:
    text = b"\n\n" + (around % value).encode()
    for read in (read_request, read_file, read_part):
        with pytest.raises(errors.JsonSyntax) as refused:
            read(text)
        assert refused.value.facts["line"] >= 3
        assert refused.value.facts["column"] >= 1


@pytest.mark.parametrize("text", ["{} {}", "{}x", "{}]", "{},", '{"a":1}\n{"a":2}', '{"a":1'])
def test_a_text_is_one_whole_document(text: str) -> None:
    for read in (read_request, read_file):
        with pytest.raises(errors.JsonSyntax):
            read(text.encode())


def test_the_column_counts_characters() -> None:
    with pytest.raises(errors.JsonSyntax) as refused:
        read_request('{\n"é😀": x}'.encode())
    assert (refused.value.facts["line"], refused.value.facts["column"]) == (2, 7)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (b"", errors.EmptyDocument),
        (b" \r\n\t", errors.EmptyDocument),
        (codecs.BOM_UTF8, errors.EmptyDocument),
        (b'{"a":NaN}', errors.JsonNumber),
        (b'{"a":[-Infinity]}', errors.JsonNumber),
        (b'{"a":1e400}', errors.JsonNumber),
        (b'{"a":-1e400}', errors.JsonNumber),
        (b'{"a":%s}' % (b"9" * 5000), errors.JsonNumber),
        (b'{"a":"\xe9"}', errors.NotUtf8),
        (b'{"a":"\xed\xa0\xbd"}', errors.NotUtf8),
        (b'{"a":"\xc0\xaf"}', errors.NotUtf8),
        (b"[]", errors.NotAnObject),
        (b'"a"', errors.NotAnObject),
        (b"1", errors.NotAnObject),
        (b"null", errors.NotAnObject),
    ],
)
def test_request_and_file_are_refused_alike(text: bytes, error: type[errors.DocumentError]) -> None:
    for read in (read_request, read_file):
        with pytest.raises(error):
            read(text)


@pytest.mark.parametrize(
    ("text", "error", "path"),
    [
        (b'{"a":{"k":1,"k":2}}', errors.DuplicateKey, "/a/k"),
        (b'{"a":[18446744073709551617]}', errors.NumberPrecision, "/a/0"),
        (b'{"a":[0.12345678901234567891]}', errors.NumberPrecision, "/a/0"),
        (b'{"a":1e-400}', errors.NumberPrecision, "/a"),
        (b'{"a":1e-%s}' % (b"9" * 20), errors.NumberPrecision, "/a"),
        *((b'{"a":["%s"]}' % half, errors.LoneSurrogate, "/a/0") for half in LONE),
        (rb'{"a":{"\ud83d":1}}', errors.LoneSurrogate, "/a"),
    ],
)
def test_a_request_is_refused_where_a_file_is_shown_with_a_warning(
    text: bytes, error: type[errors.DocumentError], path: str
) -> None:
    with pytest.raises(error) as refused:
        read_request(text)
    assert refused.value.facts["path"] == path
    (warning,) = read_file(text).warnings
    assert warning.path == path
    with pytest.raises(error):
        read_request(text, layout(b'{"a":1}'), clean=True)


@pytest.mark.parametrize("half", LONE)
def test_half_an_emoji_in_a_file_is_shown_as_a_replacement(half: bytes) -> None:
    shown = json.loads(read_file(b'{"a":"%s","b":"\\ud83d\\ude00"}' % half).text)
    assert "\ufffd" in shown["a"]
    assert shown["b"] == "😀"


@pytest.mark.parametrize("number", ["9007199254740992", "-9007199254740993", "18446744073709551615"])
def test_a_big_integer_is_kept_and_said_to_be_one(number: str) -> None:
    draft = read_request(f'{{"a":[{number}]}}'.encode())
    assert number.encode() in draft.text
    assert [(notice.code, notice.path) for notice in draft.warnings] == [("big_integer", "/a/0")]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_utf16_file_is_read_and_a_utf16_request_is_not(encoding: str) -> None:
    mark = {"utf-16": b"", "utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}[encoding]
    content = mark + '{"a":"é😀"}'.encode(encoding)
    reading = read_file(content)
    assert (reading.text, [notice.code for notice in reading.warnings]) == ('{"a":"é😀"}'.encode(), ["utf16"])
    for read, text in ((read_request, content), (read_file, content[:-1])):
        with pytest.raises(errors.NotUtf8):
            read(text)


def test_a_byte_order_mark_is_taken_off() -> None:
    assert read_request(codecs.BOM_UTF8 + b"{}").text == b"{}\n"
    assert read_file(codecs.BOM_UTF8 + b"{}").text == b"{}"


@pytest.mark.parametrize(("opening", "closing"), [('{"a":', "}"), ("[", "]")])
@pytest.mark.parametrize("levels", [MAX_DEPTH, MAX_DEPTH + 1, 300, 1100, 100_000])
def test_the_limit_of_nesting_is_exact(opening: str, closing: str, levels: int) -> None:
    text = b'{"a":%s1%s}' % (opening.encode() * (levels - 1), closing.encode() * (levels - 1))
    for read in (read_request, read_file):
        if levels <= MAX_DEPTH:
            read(text)
        else:
            with pytest.raises(errors.TooDeep):
                read(text)


def test_a_text_that_is_still_being_written_is_not_settled() -> None:
    text = b'{"a":[1,{"b":"c"}]}'
    assert documents.is_settled_text(text)
    assert not any(documents.is_settled_text(text[:end]) for end in range(len(text)))


def test_no_pair_of_odd_bytes_is_more_than_refused() -> None:
    odd = [
        b"\x00",
        b"\x1f",
        b"\x7f",
        b"\x80",
        b"\xff",
        b'"',
        b"\\",
        b"\\u",
        b"{",
        b"]",
        b",",
        b"e",
        b"-",
        b"\xf0\x9f",
        b"\xef\xbb\xbf",
    ]
    refused = 0
    for one, other in itertools.product(odd, odd):
        for text in (b'{"a":%s%s}', b'{"a":"%s%s"}', b"%s%s"):
            for read in (read_request, read_file):
                try:
                    read(text % (one, other))
                except errors.DocumentError:
                    refused += 1
    assert refused > len(odd) ** 2
