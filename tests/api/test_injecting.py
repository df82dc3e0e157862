"""The drop-in's tag goes before everything that runs, and changes nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.html_tokens import tokens
from api.injecting import drop_in_tag, inject

TAG = drop_in_tag("tool")
HERE = "⌖"
"""Stands for the tag in the pages below."""
PIECES = [
    *(
        "<!doctype html>",
        "<html>",
        "<html lang='a>b'>",
        "<head>",
        "<HEAD lang=x>",
        "<head/>",
        "</head>",
        "<body>",
        "</p>",
    ),
    *(
        "<!-- a -->",
        "<!-->",
        "<!--->",
        "<!-- a --!>",
        "<!-- -- >",
        "<!--",
        "-->",
        "<!x>",
        "<?xml version='1.0'?>",
        "</>",
    ),
    *(
        "<script>",
        "</script>",
        "<script src=a.js>",
        "<!-- <head> -->",
        "'<head>'",
        "<title>",
        "</title>",
        "<",
        ">",
        '"',
    ),
    *(
        " ",
        "\n",
        "\r\n",
        "\t",
        "text",
        "é",
        "\0",
        "<meta charset=utf-8>",
        "<base href='//x/'>",
        "<p a=b c='d\"'>",
        "=",
        "/",
    ),
]
PAGES = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


@pytest.mark.parametrize(
    "page",
    [
        "<!doctype html>\n<html>\n<head>⌖\n<title>T</title>",
        "<!DOCTYPE HTML PUBLIC '-//W3C//DTD HTML 4.01//EN'><HTML><HEAD lang=x>⌖<SCRIPT>a</SCRIPT>",
        "<!doctype html>⌖<title>no head</title><p>text",
        "<!doctype html>\n\n⌖<meta charset=utf-8><script>a</script>",
        "<!doctype html><html lang=de>\n⌖<body><script>a</script>",
        "⌖<p>no doctype, no html, no head",
        "⌖just text <head>",
        "⌖<script>before html</script><html><head></head>",
        "<!doctype html>⌖<script>var s = '<head>';</script><html><head><title>T</title>",
        "<!-- before --><!doctype html><!-- <head><script>a</script> --><html><!-- > --><head>⌖<script>a</script>",
        "<!-->⌖<script>a</script>--><head>",
        "<!--->⌖<script>a</script>--><head>",
        "<!-- a -- > <script>in the comment</script> --><head>⌖",
        "<!-- a --!><head>⌖",
        "<!-- <!-- --><head>⌖-->",
        "<?xml version='1.0' encoding='utf-8'?>\n<!DOCTYPE html><html xmlns='http://www.w3.org/1999/xhtml'><head>⌖",
        "<![if IE]><head>⌖<![endif]>",
        "<!--[if IE]><script>old</script><![endif]--><head>⌖",
        "<html data-a='>' data-b=\">\" data-c = > ⌖> no more of the tag",
        "<html data-a='>' data-b=\"<head>\" data-c=x><head data-d='/>'>⌖</head>",
        '<html ="><head>⌖',
        "<html><html lang=x><head/>⌖",
        "<head>⌖<head><script>a</script>",
        "<html>⌖</head><body>",
        "</p></div class='>'></3>\n<head>⌖",
        "⌖</br><head>",
        "⌖<header>is no head",
        "<html>⌖<headline>",
        "⌖< head><head>",
        "\t\r\n\f <head>⌖",
        "⌖\xa0<head>",
        "⌖<template><script>a</script></template><head>",
        "⌖<base href='https://other.test/'><script src=a.js></script>",
        "⌖<svg><script>a</script></svg>",
        "⌖<frameset><frame src=a></frameset>",
        "⌖",
        "<!doctype html>⌖",
        "<!-- all of it -->⌖",
    ],
)  # fmt: skip
def test_the_tag_runs_first_in_the_head(page: str) -> None:
    assert inject(page.replace(HERE, "").encode(), TAG).decode() == page.replace(HERE, TAG)


@pytest.mark.parametrize(
    "page",
    [
        "<!-- never closed <head><script>a</script>",
        "<!doctype html><html lang='never closed><head><script>a</script>",
        "<!doctype",
        "<html ",
        f"<head>{TAG}<script>a</script>",
        "<head><script>a</script><script src='/local-storage/other.js'></script>",
        "<SCRIPT async SRC=http://127.0.0.1:8787/local-storage/my-tool.js></SCRIPT>",
        "<p><script src=' http://localhost:8787/local-storage/my-tool.js?x=1 '></script>",
        "<script src='&#47;local-storage/my-tool.js'></script>",
    ],
)
def test_a_page_in_which_nothing_can_run_or_that_has_the_drop_in_is_left_alone(page: str) -> None:
    assert inject(page.encode(), TAG) == page.encode()


@pytest.mark.parametrize(
    "page",
    [
        "<!-- <script src='/local-storage/tool.js'></script> --><p>",
        "<script>document.write(\"<script src='/local-storage/tool.js'>\")</script>",
        "<title><script src='/local-storage/tool.js'></script></title>",
        "<script src='/vendor/local-storage/tool.js'></script>",
        "<script src='https://other.test/local-storage/tool.js'></script>",
        "<script src='//[other/local-storage/tool.js'></script>",
        "<script data-src='/local-storage/tool.js'></script>",
        "<link rel=preload as=script href='/local-storage/tool.js'>",
        "<script><!-- '<script>' /* </script> <script src='/local-storage/a.js'></script> */ --></script>",
    ],
)
def test_what_only_looks_like_the_drop_in_is_none(page: str) -> None:
    assert inject(page.encode(), TAG).count(TAG.encode()) == page.count(TAG) + 1


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_byte_order_mark_stays_in_front(encoding: str) -> None:
    mark = b"\xff\xfe" if encoding == "utf-16-le" else b"\xfe\xff" if encoding == "utf-16-be" else b""
    page = mark + "<!doctype html><html><head><title>Größe 🎬</title>".encode(encoding)
    shown = inject(page, TAG)
    assert shown.startswith(page[:3])
    decoded = shown.decode("utf-8-sig" if encoding == "utf-8-sig" else "utf-16")
    assert decoded == f"<!doctype html><html><head>{TAG}<title>Größe 🎬</title>"


def test_a_page_of_sixteen_bits_without_a_mark_is_left_alone() -> None:
    page = "<!doctype html><head>".encode("utf-16-le")
    assert inject(page, TAG) == page


@pytest.mark.parametrize("encoding", ["windows-1251", "shift_jis", "gb18030", "euc-kr", "iso-8859-2"])
def test_other_encodings_keep_their_bytes(encoding: str) -> None:
    text = {
        "windows-1251": "Привет",
        "shift_jis": "表ソ十",
        "gb18030": "中文𠀀",
        "euc-kr": "한국",
        "iso-8859-2": "Łódź",
    }[encoding]
    page = f"<!-- {text} --><html title='{text}'><head><meta charset={encoding}><title>{text}".encode(encoding)
    before, after = page.split(b"<head>")
    assert inject(page, TAG) == before + b"<head>" + TAG.encode() + after


def test_a_fragment_that_a_script_fetches_is_not_changed() -> None:
    for fragment in (b"<li>one</li>", b"<!-- row --><tr><td>", b"text", b""):
        assert inject(fragment, TAG, fetched=True) == fragment
        assert inject(fragment, TAG) != fragment, "opened in a window of its own it is a page"
    for page in (b"<!doctype html><p>", b"<html><p>", b"<head>", b"<body>"):
        assert TAG.encode() in inject(page, TAG, fetched=True), "a service worker keeps pages for later"


@given(PAGES)
def test_the_outcome_without_the_tag_is_the_page(page: str) -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        content = page.encode(encoding)
        shown = inject(content, TAG)
        tag = TAG.encode("utf-16-le" if encoding == "utf-16" else "utf-8")
        assert shown.replace(tag, b"", 1) == content.replace(tag, b"", 1)
        assert inject(shown, TAG) == shown, "a second time changes nothing"


@given(st.binary(max_size=200))
def test_any_bytes_are_kept(page: bytes) -> None:
    shown = inject(page, TAG)
    tags = [TAG.encode(), TAG.encode("utf-16-le"), TAG.encode("utf-16-be")]
    assert shown == page or page in [shown.replace(tag, b"", 1) for tag in tags]


@given(PAGES)
def test_tokens_are_the_whole_text(page: str) -> None:
    found = list(tokens(page))
    assert "".join(page[token.begin : token.end] for token in found) == page
    assert all(token.begin < token.end for token in found)
    assert [token.begin for token in found[1:]] == [token.end for token in found[:-1]]


def test_a_page_made_to_be_slow_is_not() -> None:
    for piece in (
        "<a ",
        "<!--",
        "<a" + "/ " * 9,
        "<title>",
        "<a b='",
        "<",
        "</",
        '="',
        "<script><!--<script>",
        "<html =",
    ):
        assert inject((piece * 100_000).encode(), TAG)
