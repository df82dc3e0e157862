"""Temp rolls: what is worth keeping, and which one fits best."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kinds.microfilm.film.film_settings import FilmSettings
from kinds.microfilm.film.temp_rolls import TempRoll, TempStatus, best_fit, is_offered, rest_of

films = st.builds(
    lambda place, usable, film_type, status: TempRoll(
        *(f"T{place}", film_type, usable + 100, usable, ("a", 1, "10000001"), ""),
        status=status,
        exists=status in (TempStatus.AVAILABLE, TempStatus.RESERVED),
    ),
    st.integers(1, 999),
    st.integers(1, 50),
    st.sampled_from(["16mm", "35mm"]),
    st.sampled_from(TempStatus),
)


def film(place: int, usable: int) -> TempRoll:
    """Return a temp roll that is free."""
    return TempRoll(f"T{place}", "16mm", usable + 100, usable, ("a", 1, "10000001"), "")


def test_padding_is_lost_when_a_rest_is_cut_off() -> None:
    assert (rest_of(2900, 2000, FilmSettings()).pages, rest_of(2900, 2000, FilmSettings()).usable) == (900, 800)


def test_a_rest_is_kept_from_the_minimum_on() -> None:
    assert rest_of(2900, 2650, FilmSettings()).worth_keeping
    assert not rest_of(2900, 2651, FilmSettings()).worth_keeping


def test_a_rest_without_a_usable_frame_is_never_kept() -> None:
    assert not rest_of(100, 100, FilmSettings(padding=0, minimum=0)).worth_keeping


def test_the_shortest_that_fits_is_taken_and_of_equals_the_oldest() -> None:
    rolls = [film(10, 300), film(9, 200), film(2, 200), film(3, 199)]
    found = best_fit(rolls, "16mm", 200)
    assert found is not None
    assert found.id == "T2"


def test_none_is_taken_if_none_fits() -> None:
    assert best_fit([film(1, 199)], "16mm", 200) is None
    assert best_fit([film(1, 199)], "35mm", 100) is None


def test_what_is_reserved_is_offered_to_nobody_but_the_one_who_has_it() -> None:
    reserved = film(1, 300)
    reserved.status = TempStatus.RESERVED
    assert not is_offered(reserved, "16mm", 100)
    assert is_offered(reserved, "16mm", 100, held="T1")


@given(st.lists(films, unique_by=lambda found: found.id), st.integers(0, 50))
def test_the_best_fit_exists_is_free_and_no_shorter_one_would_do(rolls: list[TempRoll], pages: int) -> None:
    fitting = [
        found
        for found in rolls
        if found.exists and found.status is TempStatus.AVAILABLE and found.film_type == "16mm" and found.usable >= pages
    ]
    best = best_fit(rolls, "16mm", pages)
    assert (best is None) == (not fitting)
    if best is not None:
        assert best in fitting
        assert best.usable == min(found.usable for found in fitting)
