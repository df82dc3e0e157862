"""Reading while an editor writes in place: a whole version or a clear error, never half a document (P12)."""

from __future__ import annotations

import threading
import time
from collections import Counter
from pathlib import Path

import pytest

from storage.documents import etag_of
from tests.serving import Server

SECONDS = 5.0


class SlowWriter(threading.Thread):
    """Writes one version after the other into the file, in pieces."""

    def __init__(self, path: Path, versions: list[bytes], stop: threading.Event) -> None:
        super().__init__(daemon=True)
        self.rounds = 0
        self._path, self._versions, self._stop_asked = path, versions, stop

    def run(self) -> None:
        while not self._stop_asked.is_set():
            content = self._versions[self.rounds % len(self._versions)]
            with self._path.open("wb", buffering=0) as file:
                for start in range(0, len(content), 4000):
                    file.write(content[start : start + 4000])
            self.rounds += 1
            time.sleep(0.002 * (self.rounds % 3))


@pytest.mark.slow
def test_half_a_document_is_never_served(tmp_path: Path) -> None:
    versions = [b'{\n  "version": %d,\n  "text": "%s"\n}\n' % (n, b"%d" % n * 60_000) for n in range(4)]
    whole = {etag_of(version) for version in versions}
    (tmp_path / "story.json").write_bytes(versions[0])
    answers: Counter[int] = Counter()
    with Server(tmp_path) as server:
        stop = threading.Event()
        writer = SlowWriter(server.file("story"), versions, stop)
        writer.start()
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            answer = server.load("story")
            answers[answer.status_code] += 1
            assert answer.status_code in (200, 503), answer.text
            if answer.status_code == 200:
                assert etag_of(answer.content) in whole
                assert answer.headers["etag"].strip('"') == etag_of(answer.content)
        stop.set()
        writer.join()
    print(f"{writer.rounds} versions written in pieces; answers {dict(answers)}")
    assert answers[200] > 20
