"""Pictures in documents, as their `data:` URLs say."""

from __future__ import annotations

import base64
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinds.pictures import LARGEST_PICTURE, TYPES, Picture, picture_of

DOT = b"\x89PNG\r\n\x1a\n dot"
PACKED = base64.b64encode(DOT).decode()
SVG = '<svg xmlns="http://www.w3.org/2000/svg"/>'


@pytest.mark.parametrize("kind", TYPES)
@given(content=st.binary(min_size=1))
def test_a_picture_of_each_type_is_the_bytes_that_were_packed(kind: str, content: bytes) -> None:
    url = f"data:{kind};base64,{base64.b64encode(content).decode()}"
    assert picture_of(url) == picture_of({"image_data_url": url, "more": 1}) == Picture(kind, content)


@pytest.mark.parametrize(
    "url",
    [
        f"DATA:IMAGE/PNG;BASE64,{PACKED}",
        f"data:image/png;name=dot.png;base64,{PACKED}",
        f"data:image/png;base64,{PACKED.rstrip('=')}",
        f"data:image/png;base64,\n {PACKED[:5]}\r\n\t{PACKED[5:]}\n",
        f"data:image/png;base64,{quote(PACKED, safe='')}",
    ],
)
def test_what_browsers_forgive_is_forgiven(url: str) -> None:
    assert picture_of(url) == Picture("image/png", DOT)


@pytest.mark.parametrize("text", [SVG, quote(SVG), quote(SVG, safe="")])
def test_a_drawing_may_stand_as_text(text: str) -> None:
    for head in ("data:image/svg+xml,", "data:image/svg+xml;utf8,", "data:image/svg+xml;charset=utf-8,"):
        assert picture_of(head + text) == Picture("image/svg+xml", SVG.encode())


def test_an_old_name_of_a_type_is_understood() -> None:
    assert picture_of(f"data:image/jpg;base64,{PACKED}") == Picture("image/jpeg", DOT)


@pytest.mark.parametrize(
    "value",
    [
        *[None, 1, True, "", [], {}, "image/png", "data:", "data:image/png", "data:image/png;base64,"],
        *["data:image/png;base64,ä", "data:image/png;base64,a", "data:image/png;base64,a*b="],
        *[f"data:text/html;base64,{PACKED}", f"data:image/bmp;base64,{PACKED}", f"data:image/tiff;base64,{PACKED}"],
        *["data:text/html,<script>1</script>", f" data:image/svg+xml,{SVG}"],
        *[{"image_data_url": None}, {"image_data_url": {"image_data_url": f"data:image/png;base64,{PACKED}"}}],
        *[{"other": f"data:image/png;base64,{PACKED}"}, [f"data:image/png;base64,{PACKED}"]],
        f"data:image/png{';a=b' * 50};base64,{PACKED}",
    ],
)
def test_anything_else_is_no_picture(value: Any) -> None:
    assert picture_of(value) is None


def test_a_picture_has_a_largest_size() -> None:
    head = "data:image/png;base64,"
    assert picture_of(head + base64.b64encode(bytes(LARGEST_PICTURE)).decode()) is not None
    assert picture_of(head + base64.b64encode(bytes(LARGEST_PICTURE + 1)).decode()) is None
