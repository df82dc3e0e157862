"""What is done in the microfilm view: from the analysis to the numbers, and what becomes of mistakes."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.film_orders import confirm, film, lines, opened, order, roll
from tests.serving import Server


@pytest.fixture
def german(browser: Browser, server: Server) -> Iterator[Page]:
    """A page in a browser that speaks German; network errors are expected there."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, base_url=server.url, locale="de-DE")
    page = context.new_page()
    page.set_default_timeout(8000)
    yield page
    context.close()


def test_an_order_is_planned_filmed_and_gets_one_number_however_often_one_clicks(page: Page, server: Server) -> None:
    server.create("order", order())
    opened(page, server)
    page.locator("[data-next=plan]").get_by_role("button", name="Plan the rolls").click()
    expect(page.get_by_role("dialog")).to_contain_text("3 documents with 3,500 pages")
    confirm(page, "Plan the rolls")
    roll(page, 1).get_by_role("button", name="Start filming").click()
    page.get_by_role("dialog").get_by_label("Who").fill("Jürgen Müßig")
    confirm(page, "Start filming")
    roll(page, 1).get_by_role("button", name="Complete").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("10000001 as things stand")
    expect(dialog).to_contain_text("200 usable frames are left and become a temp roll")
    expect(dialog).to_contain_text("This cannot be taken back")
    expect(dialog.get_by_label("Who")).to_have_value("Jürgen Müßig")
    dialog.get_by_role("button", name="It is filmed: give the number").dblclick()
    expect(
        page.get_by_role("status").get_by_text("Roll 1 is filmed: number 10000001. Its rest is temp roll T1")
    ).to_be_visible()
    expect(roll(page, 1)).to_contain_text("10000001")
    assert [(line["number"], line["user"]) for line in lines(server, "completed")] == [("10000001", "Jürgen Müßig")]


def test_a_failure_needs_a_reason_uses_no_number_and_can_be_filmed_again(page: Page, server: Server) -> None:
    server.create("order", order())
    film(server, "plan")
    film(server, "rolls/1/start")
    opened(page, server)
    roll(page, 1).get_by_role("button", name="Failed").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Report the failure").click()
    expect(dialog.get_by_role("alert")).to_contain_text("Say why")
    expect(dialog.get_by_label("Why")).to_be_focused()
    confirm(page, "Report the failure", "the lamp burnt out")
    expect(roll(page, 1)).to_contain_text("failed")
    roll(page, 1).get_by_role("button", name="Film again").click()
    confirm(page, "Make it ready", "a new lamp")
    expect(roll(page, 1)).to_contain_text("planned")
    assert lines(server, "completed") == []
    assert [line["reason"] for line in lines(server, "failed")] == ["the lamp burnt out"]


def test_rework_touches_the_chosen_rolls_only_and_a_void_number_counts_for_nothing(page: Page, server: Server) -> None:
    server.create("order", order())
    film(server, "plan")
    for number in (1, 2):
        film(server, f"rolls/{number}/start")
        film(server, f"rolls/{number}/complete")
    opened(page, server)
    page.get_by_role("button", name="More that can be done with the order").click()
    page.get_by_role("menuitem", name="Rework").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("checkbox", name="Roll 1").check()
    expect(dialog).to_contain_text("Roll 1 has to be filmed again")
    confirm(page, "Ask for rework", "pages 30 to 40 are out of focus")
    expect(roll(page, 1)).to_contain_text("rework")
    expect(roll(page, 2)).to_contain_text("filmed")
    roll(page, 2).get_by_role("button", name="More that can be done with roll 2").click()
    page.get_by_role("menuitem", name="Declare the number void").click()
    confirm(page, "Declare 10000002 void", "the film is torn")
    film(server, "rolls/1/start")
    film(server, "rolls/1/complete")
    page.get_by_role("link", name="Film numbers").first.click()
    table = page.get_by_role("table", name="Film numbers")
    expect(table.get_by_role("row", name=re.compile("10000003.*valid"))).to_be_visible()
    expect(table.get_by_role("row", name=re.compile("10000002.*void.*the film is torn"))).to_be_visible()
    expect(table.get_by_role("row", name=re.compile("10000001.*superseded.*by 10000003"))).to_be_visible()


def test_a_rest_that_fits_is_offered_and_serves_one_roll(page: Page, server: Server) -> None:
    server.create("order", order())
    server.create("small", order([("letter.pdf", 150)], project="13"))
    for step in ("plan", "rolls/1/start", "rolls/1/complete"):
        film(server, step)
    film(server, "plan", "small")
    opened(page, server, project="small")
    roll(page, 1).get_by_role("button", name="Start filming").click()
    page.get_by_role("dialog").get_by_label(re.compile("Temp roll T1, 200 usable frames.*fits best")).check()
    confirm(page, "Start filming")
    expect(roll(page, 1)).to_contain_text("on temp roll T1")
    page.get_by_role("link", name="Temp rolls").click()
    row = page.get_by_role("table", name="Temp rolls").get_by_role("row", name=re.compile("T1"))
    expect(row).to_contain_text("reserved")
    expect(row).to_contain_text("10000001 · order, roll 1")
    expect(row).to_contain_text("small, roll 1")


def test_the_ledger_is_shown_newest_first_searched_filtered_and_checked(page: Page, server: Server) -> None:
    server.create("order", order())
    for step in ("plan", "rolls/1/start", "rolls/2/start", "rolls/1/complete"):
        film(server, step)
    film(server, "rolls/2/fail", reason="the lamp burnt out")
    opened(page, server, "ledger")
    rows = page.get_by_role("table", name="Ledger").get_by_role("row")
    expect(rows).to_have_count(6)
    expect(rows.nth(1)).to_contain_text("the lamp burnt out")
    page.get_by_label("Roll").select_option("1")
    expect(rows).to_have_count(3)
    page.get_by_label("Roll").select_option("")
    page.get_by_label("Search in the ledger").fill("lamp")
    expect(rows).to_have_count(2)
    page.get_by_role("button", name="Check now").click()
    expect(page.get_by_text("All seven rules hold.")).to_be_visible()
    for name in ("All lines as CSV", "All lines as XLSX"):
        address = page.get_by_role("link", name=name).get_attribute("href")
        assert server.client.get(str(address)).status_code == 200
    page.get_by_role("button", name=re.compile("Raise the next number")).click()
    page.get_by_role("dialog").get_by_label("Next number").fill("10000050")
    confirm(page, "Raise the number", "filmed elsewhere")
    expect(page.get_by_text("10000050", exact=True)).to_be_visible()


def test_the_language_is_the_browsers_until_one_is_chosen(german: Page, server: Server) -> None:
    server.create("order", order())
    opened(german, server, "workflow")
    expect(german.get_by_role("heading", name="Auftrag RRD018-2025")).to_be_visible()
    expect(german.get_by_role("link", name="Analyse 3 Dokumente · 3.500 Seiten")).to_be_visible()
    german.get_by_role("button", name="English").click()
    expect(german.get_by_role("heading", name="Order RRD018-2025")).to_be_visible()
    german.reload()
    expect(german.get_by_role("link", name="Analysis 3 documents · 3,500 pages")).to_be_visible()
    expect(german.locator(".microfilm")).to_have_attribute("lang", "en")


def test_a_step_in_another_window_shows_by_itself_and_nobody_is_told_of_it_as_news(page: Page, server: Server) -> None:
    server.create("order", order())
    film(server, "plan")
    opened(page, server)
    other = page.context.new_page()
    opened(other, server)
    roll(other, 1).get_by_role("button", name="Start filming").click()
    confirm(other, "Start filming")
    expect(roll(page, 1)).to_contain_text("on the camera")
    film(server, "rolls/1/complete")
    for window in (page, other):
        expect(roll(window, 1)).to_contain_text("10000001")
        expect(window.locator("[data-banner=arrival]")).to_have_count(0)


def test_who_comes_too_late_learns_where_the_roll_is_and_what_can_be_done(german: Page, server: Server) -> None:
    server.create("order", order())
    film(server, "plan")
    film(server, "rolls/1/start")
    opened(german, server)
    roll(german, 1).get_by_role("button", name="Abschließen").click()
    film(server, "rolls/1/fail", reason="die Lampe")
    german.get_by_role("dialog").get_by_role("button", name="Verfilmt: Nummer vergeben").click()
    problem = german.get_by_role("dialog").get_by_role("alert")
    expect(problem).to_contain_text("Rolle 1 ist fehlgeschlagen")
    expect(problem).to_contain_text("Möglich ist jetzt: neu verfilmen")
    assert lines(server, "completed") == []


def test_an_answer_that_is_lost_is_asked_for_again_and_gives_the_same_number(german: Page, server: Server) -> None:
    server.create("order", order())
    film(server, "plan")
    film(server, "rolls/1/start")
    opened(german, server)
    roll(german, 1).get_by_role("button", name="Abschließen").click()

    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    german.route("**/rolls/1/complete", lose, times=1)
    dialog = german.get_by_role("dialog")
    dialog.get_by_role("button", name="Verfilmt: Nummer vergeben").click()
    expect(dialog).to_contain_text("weiß niemand, ob es getan ist")
    dialog.get_by_role("button", name="Noch einmal senden").click()
    expect(german.get_by_text("Rolle 1 ist verfilmt: Nummer 10000001")).to_be_visible()
    assert len(lines(server, "completed")) == 1


def test_early_numbers_close_an_order_until_they_are_taken_over_or_given_up(page: Page, server: Server) -> None:
    segment = {"doc_id": "1901.pdf", "pages": 1400, "start_page": 1, "end_page": 1400}
    blips = {"blip": "10000007-0001.00001", "blipend": "10000007-0001.01400"}
    early = {"roll_id": 1, "film_number": "10000007", "capacity": 2900, "document_segments": [{**segment, **blips}]}
    numbers = {"results": {"rolls_16mm": [early], "rolls_35mm": []}}
    server.create("order", order(film_number_results=numbers))
    opened(page, server)
    expect(page.locator("[data-banner=numbers_unknown]")).to_contain_text(
        "1 film number in the order is not in the ledger"
    )
    page.locator("[data-next=migrate]").get_by_role("button", name="Take over early numbers").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Take over the numbers").click()
    expect(dialog.get_by_role("listitem")).to_contain_text("Roll 1, 10000007")
    dialog.get_by_role("button", name=re.compile("Give up the numbers")).click()
    dialog.get_by_label("Why").fill("never filmed")
    dialog.get_by_role("button", name="Give up what does not fit").click()
    expect(dialog).to_contain_text("given up")
    dialog.get_by_role("button", name="Close").click()
    expect(page.locator("[data-next=plan]")).to_be_visible()
