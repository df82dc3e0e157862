"""Names of projects, of backups, and of what is neither."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.errors import BadId
from storage.names import (
    PIN,
    REASONS,
    BackupName,
    check_id,
    id_of,
    is_id,
    moment_of,
    original_of,
    slug,
    timestamp,
)

GOOD = ["a", "0", "story", "story-2", "my_story", "constructor", "a" * 64, "console", "com", "com10", "nul-1"]
BAD = [
    *["", ".", "..", "a/b", "a\\b", "%2e%2e", "a.b", "-a", "_a", "__proto__", "Story", "ü", "a b", "a" * 65],
    *["a\n", "a\r", "a\0", "\ufffd", " a", "a ", "٣", "\u017f"],
    *["con", "prn", "aux", "nul", "com0", "com9", "lpt1", "clock$", "conin$", "conout$"],
]

backup_names = st.builds(
    BackupName,
    st.integers(0, 10**7),
    st.datetimes(datetime(1970, 1, 1), datetime(9999, 12, 31), timezones=st.just(UTC)).map(  # noqa: DTZ001 - with timezones=
        lambda moment: moment.replace(microsecond=moment.microsecond // 1000 * 1000)
    ),
    st.text("0123456789abcdef", min_size=12, max_size=12),
    st.sampled_from(REASONS),
).flatmap(lambda name: st.sampled_from([name, replace(name, pinned_later=name.why != PIN)]))


@pytest.mark.parametrize("text", GOOD)
def test_an_id_may_be(text: str) -> None:
    assert is_id(text)
    assert check_id(text) == text
    assert id_of(f"{text}.json") == text


@pytest.mark.parametrize("text", BAD)
def test_an_id_may_not_be(text: str) -> None:
    assert not is_id(text)
    assert id_of(f"{text}.json") is None
    with pytest.raises(BadId) as refused:
        check_id(text)
    assert refused.value.facts["id"] == text


@pytest.mark.parametrize("name", ["story", "story.JSON", "story.json.json", ".json", "story.json~", "story.txt"])
def test_a_file_without_the_ending_holds_no_project(name: str) -> None:
    assert id_of(name) is None


@given(st.text())
def test_the_slug_of_any_text_is_an_id(text: str) -> None:
    assert is_id(slug(text))


@given(st.from_regex(r"[a-z0-9][a-z0-9_-]{0,58}[a-z0-9]", fullmatch=True).filter(is_id))
def test_the_slug_of_a_short_id_is_the_id(text: str) -> None:
    assert slug(text) == text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Plan (1)", "plan-1"),
        ("Überblick & Größe", "uberblick-groe"),
        ("CON", "project-con"),
        ("日本", "project"),
        ("--a--", "a"),
        ("x" * 90, "x" * 60),
    ],
)
def test_a_slug_is_near_to_its_text(text: str, found: str) -> None:
    assert slug(text) == found


@pytest.mark.parametrize(
    ("name", "original"),
    [
        ("story (1).json", "story"),
        ("story (conflicted copy).json", "story"),
        ("story (Ana's conflicted copy 2026-11-20).json", "story"),
        ("story.sync-conflict-20261120-120000-ABCDEFG.json", "story"),
        ("story.sync-conflict-20261120-120000.json", "story"),
        ("story copy.json", "story"),
        ("story copy 3.json", "story"),
        ("story (copy).json", "story"),
        ("story_conflict.json", "story"),
        ("story-conflict-laptop.json", "story"),
        ("Story (1).json", None),
        ("Plan.json", None),
        ("story (1).txt", None),
        ("story (draft).json", None),
    ],
)
def test_a_copy_is_recognised_by_how_sync_tools_and_browsers_name_it(name: str, original: str | None) -> None:
    assert original_of(name) == original


@given(backup_names)
def test_a_backup_name_is_read_back_as_it_was_written(name: BackupName) -> None:
    assert BackupName.parse(str(name)) == name


@given(st.lists(backup_names))
def test_backups_are_ordered_by_sequence_whatever_the_clock_said(names: list[BackupName]) -> None:
    assert [name.sequence for name in sorted(names)] == sorted(name.sequence for name in names)


@given(
    st.text()
    | backup_names.map(str).flatmap(lambda name: st.sampled_from([name[1:], name[:-1], name + "~", "." + name]))
)
def test_anything_else_is_not_the_name_of_a_backup(text: str) -> None:
    found = BackupName.parse(text)
    assert found is None or str(found) == text


@pytest.mark.parametrize(
    "name",
    [
        "20261301T000000.000Z--0001--0123456789ab--save.json",
        "20260230T000000.000Z--0001--0123456789ab--save.json",
        "20260101T000000.000Z--001--0123456789ab--save.json",
        "20260101T000000.000Z--0001--0123456789AB--save.json",
        "20260101T000000.000Z--0001--0123456789ab--other.json",
        "20260101T000000.000Z--0001--0123456789ab--save.txt",
        "20260101T000000.000Z--0001--0123456789ab--pin-.json",
        "20260101T000000.000Z--0001--0123456789ab--pin-pin.json",
        "20260101T000000.000Z--0001--0123456789ab--pin-other.json",
        "20260101T000000.000Z--0001--0123456789ab--save-pin.json",
        "\uff120260101T000000.000Z--0001--0123456789ab--save.json",
    ],
)
def test_what_is_nearly_the_name_of_a_backup_is_none(name: str) -> None:
    assert BackupName.parse(name) is None


def test_a_version_that_was_pinned_later_says_so_and_how_it_came_to_be() -> None:
    name = BackupName.parse("20260101T000000.000Z--0001--0123456789ab--pin-hand-edit.json")
    assert name is not None
    assert (name.why, name.pinned, name.pinned_later) == ("hand-edit", True, True)
    before = BackupName.parse("20260101T000000.000Z--0001--0123456789ab--hand-edit.json")
    assert before is not None
    assert (before.pinned, name.is_of_same(before)) == (False, True)


def test_moments_are_written_in_utc_with_milliseconds() -> None:
    moment = datetime(2026, 11, 20, 13, 0, 0, 123_999, timezone(timedelta(hours=1)))
    assert timestamp(moment) == "2026-11-20T12:00:00.123Z"
    assert timestamp(moment_of(1_500_000_000)) == "1970-01-01T00:00:01.500Z"
