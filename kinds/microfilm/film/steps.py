"""What may happen to a roll and to an order, as tables: for each state, the steps and where they lead."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class RollState(StrEnum):
    """Where a roll is."""

    PLANNED = "planned"
    FILMING = "filming"
    FILMED = "filmed"
    FAILED = "failed"
    REWORK = "rework"


class Step(StrEnum):
    """What is done with a roll."""

    START = "start"
    COMPLETE = "complete"
    FAIL = "fail"
    REFILM = "refilm"
    REWORK = "rework"
    VOID = "void"


class OrderState(StrEnum):
    """Where an order is."""

    REGISTERED = "registered"
    FILMING = "filming_in_progress"
    COMPLETE = "filming_complete"
    REWORK = "rework_required"
    ARCHIVED = "archived"


class OrderStep(StrEnum):
    """What happens to an order, mostly because of its rolls."""

    START = "start"
    ALL_FILMED = "all_filmed"
    REWORK = "rework"
    ARCHIVE = "archive"


ROLL_STEPS: dict[RollState, dict[Step, RollState]] = {
    RollState.PLANNED: {Step.START: RollState.FILMING},
    RollState.FILMING: {Step.COMPLETE: RollState.FILMED, Step.FAIL: RollState.FAILED},
    RollState.FAILED: {Step.REFILM: RollState.PLANNED},
    RollState.FILMED: {
        Step.REWORK: RollState.REWORK,
        Step.REFILM: RollState.REWORK,
        Step.VOID: RollState.REWORK,
    },
    RollState.REWORK: {
        Step.START: RollState.FILMING,
        Step.REFILM: RollState.REWORK,
        Step.VOID: RollState.REWORK,
    },
}

ORDER_STEPS: dict[OrderState, dict[OrderStep, OrderState]] = {
    OrderState.REGISTERED: {OrderStep.START: OrderState.FILMING},
    OrderState.FILMING: {
        OrderStep.START: OrderState.FILMING,
        OrderStep.ALL_FILMED: OrderState.COMPLETE,
        OrderStep.REWORK: OrderState.REWORK,
    },
    OrderState.COMPLETE: {OrderStep.ARCHIVE: OrderState.ARCHIVED, OrderStep.REWORK: OrderState.REWORK},
    OrderState.REWORK: {
        OrderStep.START: OrderState.FILMING,
        OrderStep.ALL_FILMED: OrderState.COMPLETE,
        OrderStep.REWORK: OrderState.REWORK,
    },
    OrderState.ARCHIVED: {OrderStep.REWORK: OrderState.REWORK},
}


def roll_after(state: RollState, step: Step) -> RollState | None:
    """Return where a step leads, or None if it is not legal."""
    return ROLL_STEPS[state].get(step)


def legal_steps(state: RollState, *, has_number: bool) -> list[str]:
    """Return the steps that a roll can take; only a roll that has a number can have it declared void."""
    return [str(step) for step in ROLL_STEPS[state] if step is not Step.VOID or has_number]


def order_after(state: OrderState, step: OrderStep) -> OrderState | None:
    """Return where something leads that happens to an order, or None if it is not legal."""
    return ORDER_STEPS[state].get(step)


def legal_order_steps(state: OrderState, rolls: Iterable[RollState]) -> list[str]:
    """Return what can be asked of a whole order."""
    asked = [str(step) for step in (OrderStep.REWORK, OrderStep.ARCHIVE) if step in ORDER_STEPS[state]]
    is_filmed = RollState.FILMED in set(rolls)
    return ["plan", *(step for step in asked if step != OrderStep.REWORK or is_filmed)]
