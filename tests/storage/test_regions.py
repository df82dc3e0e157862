"""Where two long texts differ."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from storage.regions import Region, changed_regions

texts = st.lists(st.sampled_from([b"a", b"b", b"ab", b"", b" c"]), max_size=30).map(b"\n".join)


def check(old: bytes, new: bytes) -> list[Region]:
    """Rebuild `new` from `old` and the regions, and see that they are whole lines in order."""
    regions = changed_regions(old, new)
    rebuilt, at_old, at_new = b"", 0, 0
    for region in regions:
        assert at_old <= region.old_start <= region.old_end
        assert old[at_old : region.old_start] == new[at_new : region.start]
        rebuilt += old[at_old : region.old_start] + new[region.start : region.end]
        for text, start, end in (
            (old, region.old_start, region.old_end),
            (new, region.start, region.end),
        ):
            assert start == 0 or text[start - 1 : start] == b"\n"
            assert start == end or end == len(text) or text[end - 1 : end] == b"\n"
        at_old, at_new = region.old_end, region.end
    assert rebuilt + old[at_old:] == new
    return regions


@given(texts, texts)
def test_the_regions_rebuild_the_text(old: bytes, new: bytes) -> None:
    check(old, new)


@given(texts)
def test_equal_texts_have_no_regions(text: bytes) -> None:
    assert changed_regions(text, bytes(text)) == []


@given(texts, texts)
def test_texts_that_differ_have_a_region(old: bytes, new: bytes) -> None:
    assert bool(changed_regions(old, new)) == (old != new)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), st.integers(0, 40)), max_size=6),
    st.integers(1, 3),
)
def test_edits_all_over_a_long_text_rebuild_it(edits: list[tuple[float, int, int]], step: int) -> None:
    old = b"".join(b"line %d\n" % (number // step) for number in range(20_000))
    lines = old.splitlines(keepends=True)
    for where, gone, added in edits:
        at = int(where * len(lines))
        lines[at : at + gone] = [b"new %d\n" % number for number in range(added)]
    check(old, b"".join(lines))


def test_far_edits_of_a_long_text_have_small_regions_of_their_own() -> None:
    lines = [b"line %d\n" % number for number in range(100_000)]
    old = b"".join(lines)
    for at in (10, 50_000, 99_990):
        lines[at] = b"edit\n"
    assert sum(region.end - region.start for region in check(old, b"".join(lines))) < len(old) // 4
