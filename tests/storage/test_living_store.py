"""Random work on one project by pages, editors and crashes: what was acknowledged or written by hand is never gone."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import orjson
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from storage.decisions import Precondition
from storage.documents import etag_of
from storage.edits import patch
from storage.errors import StorageError
from storage.history import History
from storage.names import BackupName
from storage.recovery import recover
from storage.saved import Saved
from storage.settings import Retention, Settings
from storage.store import Store
from storage.trash import Trash

PROJECT = "story"
ALL = Settings(settle=60.0, patience=0.05, retention=Retention(recent=timedelta(days=9999), recent_bytes=1 << 40))
numbers = st.integers(0, 5)


class LivingStore(RuleBasedStateMachine):
    """One project; `known` are the hashes that a person may expect to find."""

    @initialize()
    def open(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="holdfast-living-"))
        self.clock = datetime(2026, 1, 1, tzinfo=UTC)
        self.known: set[str] = set()
        self.bases: list[str] = []
        self.counter = 0
        self.store = self.opened()

    def opened(self) -> Store:
        store = Store(self.folder, ALL, now=lambda: self.clock)
        recover(store)
        return store

    def teardown(self) -> None:
        self.store.close()
        shutil.rmtree(self.folder)

    @property
    def live(self) -> Path:
        return self.folder / f"{PROJECT}.json"

    def body(self, value: int) -> bytes:
        self.counter += 1
        return orjson.dumps({"value": value, "count": self.counter, "items": [{"id": value}]})

    def acknowledged(self, saved: Saved) -> None:
        assert saved.etag == etag_of(self.live.read_bytes())
        self.known.update((saved.etag, saved.sent))
        self.bases += [saved.etag, saved.sent]

    def seen(self) -> None:
        """Let the store see and keep what is on disk, as a page does that loads it."""
        with contextlib.suppress(StorageError):
            current = self.store.load(PROJECT)
            self.store.housekeeper.flush()
            self.known.add(current.etag)
            self.bases.append(current.etag)

    @rule(value=numbers)
    def create(self, value: int) -> None:
        with contextlib.suppress(StorageError):
            self.acknowledged(self.store.save(PROJECT, self.body(value), Precondition(create=True)))

    @rule(value=numbers, which=st.integers(0, 50))
    def save_over_some_version(self, value: int, which: int) -> None:
        base = self.bases[-1 - which % len(self.bases)] if self.bases else "sha256-" + "0" * 64
        with contextlib.suppress(StorageError):
            self.acknowledged(self.store.save(PROJECT, self.body(value), Precondition(base=base)))

    @rule(value=numbers)
    def save_twice_as_after_a_lost_answer(self, value: int) -> None:
        if self.bases:
            body = self.body(value)
            with contextlib.suppress(StorageError):
                self.acknowledged(self.store.save(PROJECT, body, Precondition(base=self.bases[-1])))
                again = self.store.save(PROJECT, body, Precondition(base=self.bases[-3]))
                assert again.unchanged

    @rule(value=numbers)
    def patch(self, value: int) -> None:
        with contextlib.suppress(StorageError):
            body = orjson.dumps({"patched": value, "count": self.counter})
            self.acknowledged(patch(self.store, PROJECT, body, merge=True, asked=Precondition()))

    @rule(value=numbers, style=st.sampled_from(["in place", "rename", "old date", "ruin"]))
    def edit_by_hand(self, value: int, style: str) -> None:
        self.seen()
        content = b'{"broken": ' if style == "ruin" else self.body(value)
        if style == "rename":
            beside = self.folder / ".beside"
            beside.write_bytes(content)
            beside.replace(self.live)
        else:
            self.live.write_bytes(content)
        if style == "old date":
            os.utime(self.live, (1_000_000_000, 1_000_000_000))
        if style == "ruin":
            os.utime(self.live, (1_000_000_000, 1_000_000_000))
        else:
            self.seen()

    @rule(which=st.integers(0, 50), keep_date=st.booleans())
    def copy_a_backup_over_the_file(self, which: int, keep_date: bool) -> None:
        self.seen()  # first, because the second of two equal versions may be thinned then, and its name with it
        kept = self.store.backups.all(PROJECT)
        if kept:
            copy = shutil.copy2 if keep_date else shutil.copyfile
            copy(kept[which % len(kept)].path, self.live)
            self.seen()

    @rule(which=st.integers(0, 50))
    def restore(self, which: int) -> None:
        kept = self.store.backups.all(PROJECT)
        if kept:
            with contextlib.suppress(StorageError):
                name = str(kept[which % len(kept)].name)
                self.acknowledged(History(self.store).restore(PROJECT, name, None, Precondition()))

    @rule()
    def delete(self) -> None:
        with contextlib.suppress(StorageError):
            Trash(self.store).delete(PROJECT, Precondition(base=self.store.load(PROJECT).etag))
            assert not self.live.exists()

    @rule()
    def settle_and_thin(self) -> None:
        self.store.housekeeper.flush()
        with self.store.locks.hold(PROJECT):
            self.store.housekeeper.thin(PROJECT)

    @rule(close=st.booleans())
    def start_again(self, close: bool) -> None:
        if close:
            self.store.close()
        self.store = self.opened()

    @rule(days=st.integers(-400, 400))
    def let_the_clock_jump(self, days: int) -> None:
        self.clock += timedelta(days=days, milliseconds=1)

    @invariant()
    def everything_known_is_reachable(self) -> None:
        paths = [*self.folder.glob(f"backups/{PROJECT}/*.json"), *([self.live] if self.live.exists() else [])]
        found = {path: etag_of(path.read_bytes()) for path in paths}
        assert self.known - set(found.values()) == set()
        for path, etag in found.items():
            name = BackupName.parse(path.name)
            assert name is None or etag.startswith(f"sha256-{name.hash12}"), path.name


LivingStore.TestCase.settings = settings(
    max_examples=120, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
TestLivingStore = LivingStore.TestCase
