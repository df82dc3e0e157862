"""Random histories of film: several orders and locations, failures, rework, crashes. All seven rules always hold."""

from __future__ import annotations

import contextlib
import errno
import json
import shutil
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from kinds.microfilm.film.decisions import Asked
from kinds.microfilm.film.entries import Who
from kinds.microfilm.film.standing import Standing
from kinds.microfilm.film.steps import ROLL_STEPS, RollState, Step
from storage.errors import StorageError
from storage.recovery import recover
from tests.faults.failing_fs import FailingFs
from tests.kinds.film.offices import SMALL, office_on, opened, order_of, put

PROJECTS = ("first", "second", "third")
LOCATIONS = {"first": "OU", "second": "OU", "third": "DW"}
pages = st.lists(st.integers(0, 25), min_size=1, max_size=5)
projects = st.sampled_from(PROJECTS)
rolls = st.integers(1, 4)
films = st.sampled_from([None, None, "best", "best", "new", "T1", "T2", "T3"])
choices = st.integers(0, 50)
crashes = st.sampled_from([0, 0, *range(1, 65)])
"""System calls at which the machine goes down; a step makes about sixty."""


class FilmMachine(RuleBasedStateMachine):
    """Requests to the register, each of which may be cut off by a crash at any system call."""

    @initialize(counts=pages)
    def begin(self, counts: list[int]) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="holdfast-film-"))
        self.fs = FailingFs()
        self.numbers: dict[str, tuple[str, int, int]] = {}
        self.keys = 0
        self.open()
        for project in PROJECTS:
            put(self.store, project, order_of(counts, LOCATIONS[project], oversized=[1]))
            self.office.plan(project, SMALL, None, Who())

    def open(self) -> None:
        self.store = opened(self.folder, fs=self.fs)
        recover(self.store)
        self.office = office_on(self.store)

    def teardown(self) -> None:
        self.store.close()
        shutil.rmtree(self.folder)

    def ask(self, act: Callable[[], Standing], crash: int) -> Standing | None:
        """Ask for something that may be refused, or be cut off at the system call `crash`, if that is not 0."""
        if crash:
            self.fs.arm(crash, errno.EIO)
        try:
            return act()
        except StorageError:
            return None
        finally:
            self.fs.disarm()
            if crash:
                self.open()

    @rule(project=projects, choice=choices, film=films, spoiled=st.booleans(), crash=crashes)
    def take_a_legal_step(self, project: str, choice: int, film: str | None, spoiled: bool, crash: int) -> None:
        order = self.office.look(project).order
        legal = [(roll.roll_id, step) for roll in order.rolls.values() for step in ROLL_STEPS[roll.state]]
        if legal:
            roll, step = legal[choice % len(legal)]
            if step is Step.COMPLETE:
                self.complete(project, roll, crash)
            else:
                asked = Asked("because", temp_roll=film, spoiled=spoiled)
                self.ask(lambda: self.office.step(project, roll, step, asked, Who()), crash)

    @rule(project=projects, crash=crashes)
    def film_what_is_left(self, project: str, crash: int) -> None:
        for roll in list(self.office.look(project).order.rolls.values()):
            if roll.state in (RollState.PLANNED, RollState.REWORK):
                start = partial(self.office.step, project, roll.roll_id, Step.START, Asked(temp_roll="best"), Who())
                self.ask(start, 0)
            if self.office.look(project).order.rolls[roll.roll_id].state is RollState.FILMING:
                self.complete(project, roll.roll_id, crash)

    def complete(self, project: str, roll: int, crash: int) -> None:
        """Complete with a key, and ask again if there was no answer: it is one completion all the same."""
        self.keys += 1
        who = Who("registrar", f"key-{self.keys}")
        answer = self.ask(lambda: self.office.step(project, roll, Step.COMPLETE, Asked(), who), crash)
        if answer is None:
            answer = self.ask(lambda: self.office.step(project, roll, Step.COMPLETE, Asked(), who), 0)
        assert answer is not None, "a completion that is asked for again comes through"
        entry = answer.entries[-1]
        filming = (project, roll, entry.attempt or 0)
        assert filming not in self.numbers.values()
        assert entry.number not in self.numbers
        self.numbers[str(entry.number)] = filming

    @rule(project=projects, roll=rolls, step=st.sampled_from(Step))
    def take_any_step_without_an_effect_if_it_is_illegal(self, project: str, roll: int, step: Step) -> None:
        """Send what a second click or a late tab sends; only a completion that was done may be said to be done."""
        before = len(self.office.ledger().entries)
        state = getattr(self.office.look(project).order.rolls.get(roll), "state", None)
        if state is None or step in ROLL_STEPS[state]:
            return
        answer = self.ask(lambda: self.office.step(project, roll, step, Asked("again"), Who()), 0)
        assert (answer is not None) == (state is RollState.FILMED and step is Step.COMPLETE)
        assert len(self.office.ledger().entries) == before

    @rule(project=projects, chosen=st.none() | st.lists(rolls, min_size=1, max_size=2), crash=crashes)
    def rework(self, project: str, chosen: list[int] | None, crash: int) -> None:
        before = {number: roll for roll, number in self.valid(project).items()}
        self.ask(lambda: self.office.rework(project, chosen, Asked("pages were missing"), Who()), crash)
        after = {number: roll for roll, number in self.valid(project).items()}
        assert after == before, "rework alone takes no number away"

    @rule(project=projects, crash=crashes)
    def archive(self, project: str, crash: int) -> None:
        self.ask(lambda: self.office.archive(project, Asked(), Who()), crash)

    @rule(project=projects, counts=pages, crash=crashes)
    def plan_anew(self, project: str, counts: list[int], crash: int) -> None:
        with contextlib.suppress(StorageError):
            document = json.loads(self.store.load(project).text)
            document["analysis_data"] = order_of(counts)["analysis_data"]
            put(self.store, project, document)
        self.ask(lambda: self.office.plan(project, SMALL, "more pages", Who()), crash)

    @rule(project=projects, which=st.integers(0, 20))
    def copy_an_older_order_back(self, project: str, which: int) -> None:
        self.store.housekeeper.flush()
        kept = self.store.backups.all(project)
        if kept:
            shutil.copyfile(kept[which % len(kept)].path, self.store.layout.live(project))

    @rule(project=projects)
    def lose_an_order_for_a_while(self, project: str) -> None:
        live = self.store.layout.live(project)
        live.rename(self.folder / "away")
        self.office.ledger()
        (self.folder / "away").rename(live)

    @rule()
    def start_again(self) -> None:
        self.open()

    def valid(self, project: str) -> dict[int, str]:
        """Return the valid number of each roll."""
        found = self.office.look(project).order.rolls.values()
        return {roll.roll_id: roll.current.number for roll in found if roll.current is not None}

    @invariant()
    def all_seven_rules_hold(self) -> None:
        for project in PROJECTS:
            self.office.look(project)
        assert self.office.prove() == []

    @invariant()
    def numbers_are_those_of_completed_filmings(self) -> None:
        issued = {
            number: (found.project, found.roll, found.attempt) for number, found in self.office.ledger().numbers.items()
        }
        assert issued == self.numbers
        for prefix in "12":
            running = sorted(int(number[1:]) for number in issued if number[0] == prefix)
            assert running == list(range(1, len(running) + 1))


FilmMachine.TestCase.settings = settings(
    max_examples=40, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck)
)
TestFilmMachine = FilmMachine.TestCase
