"""The tables of steps, held against the sentences of the specification."""

from __future__ import annotations

import pytest

from kinds.microfilm.film.steps import (
    ORDER_STEPS,
    OrderState,
    OrderStep,
    RollState,
    Step,
    legal_order_steps,
    legal_steps,
    order_after,
    roll_after,
)


@pytest.mark.parametrize(
    ("state", "step", "after"),
    [
        (RollState.PLANNED, Step.START, RollState.FILMING),
        (RollState.FILMING, Step.COMPLETE, RollState.FILMED),
        (RollState.FILMING, Step.FAIL, RollState.FAILED),
        (RollState.FAILED, Step.REFILM, RollState.PLANNED),
        (RollState.FILMED, Step.REWORK, RollState.REWORK),
        (RollState.REWORK, Step.START, RollState.FILMING),
        (RollState.PLANNED, Step.COMPLETE, None),
        (RollState.FAILED, Step.COMPLETE, None),
        (RollState.FILMED, Step.START, None),
        (RollState.FILMED, Step.COMPLETE, None),
    ],
)
def test_rolls_go_where_the_table_says(state: RollState, step: Step, after: RollState | None) -> None:
    assert roll_after(state, step) is after


def test_a_registered_order_needs_no_rework_and_every_other_may() -> None:
    assert order_after(OrderState.REGISTERED, OrderStep.REWORK) is None
    for state in set(OrderState) - {OrderState.REGISTERED}:
        assert order_after(state, OrderStep.REWORK) is OrderState.REWORK


def test_rework_leads_back_to_filming() -> None:
    assert order_after(OrderState.REWORK, OrderStep.START) is OrderState.FILMING


def test_only_a_complete_order_is_archived() -> None:
    assert [state for state in OrderState if OrderStep.ARCHIVE in ORDER_STEPS[state]] == [OrderState.COMPLETE]


def test_what_is_said_to_be_legal_can_be_done() -> None:
    assert legal_steps(RollState.REWORK, has_number=True) == ["start", "refilm", "void"]
    assert legal_steps(RollState.REWORK, has_number=False) == ["start", "refilm"]
    assert legal_order_steps(OrderState.COMPLETE, [RollState.FILMED]) == ["plan", "rework", "archive"]
    assert legal_order_steps(OrderState.FILMING, [RollState.FAILED]) == ["plan"]
