"""The film numbers of an order, as the older pages read them: of each roll on film, with the blips of its documents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kinds.kind import Document, Item
from kinds.microfilm.film.allocation import Plans
from kinds.microfilm.film.film_settings import FILM_TYPES
from kinds.microfilm.film.ledger import Issue, NumberStatus, Order, Roll
from kinds.microfilm.film.numbering import Blip
from kinds.microfilm.film.pieces import Segment
from kinds.microfilm.film.segments import SUPERSEDED, numbered, shared_names
from kinds.microfilm.film.steps import RollState
from kinds.microfilm.sections import inside, object_inside, objects_inside, section, section_object
from storage.sameness import same


def numbers_of(document: Document, order: Order, plans: Plans, at: str) -> Any:
    """Return numbers and blips of what is on film: of the valid numbers, and of those that they took the place of."""
    there = section_object(document, "film_number_results")
    issues = [(roll, issue) for roll in order.all_rolls for issue in roll.issues]
    if not issues:
        return there
    current = [(roll, issue) for roll, issue in issues if issue.status is NumberStatus.CURRENT]
    older = [(roll, issue) for roll, issue in issues if issue.status is not NumberStatus.CURRENT]
    write = _Writer(document, plans)
    results = object_inside(there, "results") or _empty_numbers(document, order)
    is_complete = all(roll.state is RollState.FILMED for roll in order.rolls.values())
    made = {**results, "film_allocation_complete": is_complete}
    for film_type in FILM_TYPES:
        rolls = [(roll, issue) for roll, issue in current if roll.film_type == film_type]
        made[f"rolls_{film_type}"] = _like(objects_inside(results, f"rolls_{film_type}"), list(write.rolls(rolls)))
        made[f"total_rolls_{film_type}"] = len(rolls)
        made[f"total_pages_{film_type}"] = sum(roll.pages for roll, _ in rolls)
    if older or SUPERSEDED in results:
        made[SUPERSEDED] = list(write.superseded(older))
    if same(inside(there, "results"), made):
        return there
    project = str(document.get("project", order.project))
    return {**there, "projectId": there.get("projectId", project), "results": made, "timestamp": at}


def _like(stands: list[Item], made: list[Item]) -> list[Item]:
    """Keep what else an older program wrote into rolls that are the same."""
    there = {str(found.get("film_number")): found for found in stands}
    return [{**there.get(roll["film_number"], {}), **roll} for roll in made]


def _empty_numbers(document: Document, order: Order) -> Item:
    project = document.get("project", order.project)
    info = object_inside(section(document, "project_state"), "projectInfo")
    number = int(project) if isinstance(project, str) and project.isdecimal() else project
    return {"project_id": number, "archive_id": info.get("archiveId")}


class _Writer:
    """Writes rolls with their blips; those whose plan nobody knows any more stay as they stand in the order."""

    def __init__(self, document: Document, plans: Plans) -> None:
        self._plans = plans
        self._stands = {each.number: each.item for each in numbered(document)}
        self._shared = shared_names(plans.values())

    def rolls(self, issues: list[tuple[Roll, Issue]]) -> Iterator[Item]:
        for roll, issue in issues:
            told = {
                "roll_id": roll.roll_id,
                "film_number": issue.number,
                "capacity": issue.capacity,
                "pages_used": roll.pages,
                "pages_remaining": issue.capacity - roll.pages,
            }
            plan = self._plans.get(roll.key)
            if plan is not None:
                told["document_segments"] = [self._with_blips(segment, issue.number) for segment in plan.segments]
            yield {**(self._stands.get(issue.number) or {}), **told} if plan is None else told

    def superseded(self, issues: list[tuple[Roll, Issue]]) -> Iterator[Item]:
        for (roll, issue), item in zip(issues, self.rolls(issues), strict=True):
            why = {"status": str(issue.status), "superseded_by": issue.superseded_by, "reason": issue.reason}
            told = {name: value for name, value in why.items() if value is not None}
            yield {**item, "film_type": roll.film_type, **told}

    def _with_blips(self, segment: Segment, number: str) -> Item:
        begin, end = (str(Blip(number, segment.document_index, frame)) for frame in segment.frame_range)
        path = {"path": segment.path} if segment.doc_id in self._shared else {}
        return {
            "doc_id": segment.doc_id,
            "document_id": segment.doc_id,
            **path,
            "pages": segment.pages,
            "start_page": segment.page_range[0],
            "end_page": segment.page_range[1],
            "blip": begin,
            "blipend": end,
        }
