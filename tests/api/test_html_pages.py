"""What a page says of itself, found where a browser finds it."""

from __future__ import annotations

import pytest

from api.html_pages import charset_of, policies_in

FAR = "x" * 2000


@pytest.mark.parametrize(
    ("page", "charset"),
    [
        ("<meta charset=utf-8>", "utf-8"),
        ("<META CharSet='Windows-1251'>", "windows-1251"),
        ("<meta http-equiv=Content-Type content='text/html; charset=koi8-r'>", "koi8-r"),
        ("<meta content='text/html; charset = \"shift_jis\" ; x' http-equiv=content-type>", "shift_jis"),
        ("<meta charset=utf-16>", "utf-8"),
        ("<meta charset=utf-16le>", "utf-8"),
        ("<!-- <meta charset=koi8-r> --><title><meta charset=koi8-r></title><meta charset=euc-jp>", "euc-jp"),
        ("<script>'<meta charset=koi8-r>'</script>", "utf-8"),
        ("<body><meta charset=koi8-r>", "koi8-r"),
        (f"<head><style>{FAR}</style><meta charset=koi8-r>", "koi8-r"),
        (f"<head><style>{FAR}</style></head><meta charset=koi8-r>", "utf-8"),
        (f"<body><p>{FAR}<p><meta charset=koi8-r>", "utf-8"),
        ("<?xml version='1.0' encoding='iso-8859-2'?><html>", "iso-8859-2"),
        ("<meta charset='bad\r\nSet-Cookie: x'>", "utf-8"),
        ("<meta charset=>", "utf-8"),
        ("<meta name=charset content='charset=koi8-r'>", "utf-8"),
        ("", "utf-8"),
        ("é", "utf-8"),
    ],
)
def test_the_encoding_is_the_declared_one_or_utf_8(page: str, charset: str) -> None:
    assert charset_of(page.encode()) == charset


def test_a_byte_order_mark_goes_before_what_is_declared() -> None:
    page = "<meta charset=koi8-r>"
    assert charset_of(page.encode("utf-8-sig")) == "utf-8"
    assert charset_of(b"\xff\xfe" + page.encode("utf-16-le")) == "utf-16le"
    assert charset_of(b"\xfe\xff" + page.encode("utf-16-be")) == "utf-16be"


def test_nothing_is_said_of_a_page_that_is_not_utf_8_and_declares_nothing() -> None:
    assert charset_of("<title>Größe".encode("latin-1")) is None
    assert charset_of("<title>".encode("utf-16-le")) is None


def test_policies_are_found() -> None:
    policy = "default-src 'none'; script-src 'self'"
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    assert policies_in(f"<head><title>T</title>{meta}".encode()) == [policy]
    assert policies_in(b"\xff\xfe" + f"<head>{meta}".encode("utf-16-le")) == [policy]
    assert policies_in(f"<!-- {meta} --><head>".encode()) == []
