"""Random programs do the same before and after, in node: the same log, and the same things stored."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from random import Random
from typing import Any

import pytest

from cli.code_migration.service import Service
from tests.cli.code_migration.cases import CORPUS, NODE, check_syntax, migrate
from tests.cli.code_migration.programs import Writer

PROGRAMS = 25
RUN = """
import { readdirSync } from "node:fs";
import { askedSoFar, contents, storage } from "./storage.mjs";

const held = new Map();
const kept = {
  getItem: (key) => held.get(String(key)) ?? null,
  setItem: (key, value) => void held.set(String(key), String(value)),
  removeItem: (key) => void held.delete(String(key)),
  clear: () => held.clear(),
};
globalThis.window = globalThis;
globalThis.localStorage = new Proxy(kept, {
  get: (target, name) => target[name] ?? held.get(name),
  set: (target, name, value) => (held.set(name, String(value)), true),
  has: (target, name) => held.has(name),
  ownKeys: () => [...held.keys()],
  getOwnPropertyDescriptor: (target, name) => ({ value: held.get(name), enumerable: true, configurable: true }),
  deleteProperty: (target, name) => (held.delete(name), true),
});
const shown = (one) => (one === undefined ? "undefined" : JSON.stringify(one));
const done = {};
for (const name of readdirSync("programs").sort()) {
  const lines = [];
  globalThis.log = (...given) => lines.push(given.map(shown).join());
  await import(`./programs/${name}`).catch((error) => lines.push(error.name));
  // What nobody awaits may go on for a while.
  for (let before = -1; before !== askedSoFar(); ) {
    before = askedSoFar();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const stored = [...held, ...Object.entries(contents())];
  // What the migrated code keeps as a value is compared with the text that it was.
  const texts = stored.map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)]);
  done[name] = { lines, stored: texts.sort() };
  await storage.clear();
  held.clear();
}
console.log(JSON.stringify(done));
"""


@pytest.mark.slow
@pytest.mark.skipif(NODE is None, reason="platform: node is not installed")
@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("wild", [False, True])
def test_programs_do_the_same_after_the_migration(tmp_path: Path, seed: int, wild: bool) -> None:
    shutil.copy(CORPUS / "workflow-storage.js", tmp_path / "storage.mjs")
    (tmp_path / "run.mjs").write_text(RUN)
    (tmp_path / "programs").mkdir()
    programs = [tmp_path / "programs" / f"p{number:02}.mjs" for number in range(PROGRAMS)]
    for number, path in enumerate(programs):
        path.write_text(Writer(Random(f"{seed}-{number}"), wild=wild).program())
    before = run(tmp_path, "before")
    for path in programs:
        assert migrate(path, "--write", "--import", "../storage.mjs")[0] == 0
        assert wild or "localStorage" not in path.read_text(), "every use in these programs can be rewritten"
        once = path.read_text()
        migrate(path, "--write", "--import", "../storage.mjs")
        assert path.read_text() == once
    for path in programs:
        path.with_name(f"{path.name}.orig").unlink(missing_ok=True)
    after = run(tmp_path, "after")
    for path in programs:
        assert after[path.name] == before[path.name], path.read_text()
    assert sum(len(one["lines"]) for one in before.values()) > PROGRAMS, "the programs do something"
    assert check_syntax(programs[0]) == []


@pytest.mark.skipif(NODE is None, reason="platform: node is not installed")
def test_a_classic_script_keeps_the_order_of_calls_and_values_as_they_were(tmp_path: Path) -> None:
    shutil.copy(CORPUS / "workflow-storage.js", tmp_path / "storage.mjs")
    line = Service("./storage.mjs").classic_line("\n")
    calls = (
        'const v = [1]; storage.setItem("a", v); v.push(2); storage.setItem("b", "x"); storage.removeItem("b");'
        'Promise.all([storage.getItem("a"), storage.getItem("b")]).then((got) => console.log(JSON.stringify(got)));'
    )
    (tmp_path / "classic.cjs").write_text(line + calls)
    done = subprocess.run(["node", "classic.cjs"], cwd=tmp_path, capture_output=True, text=True, check=True, timeout=60)
    assert json.loads(done.stdout) == [[1], None]


def run(folder: Path, when: str) -> Any:
    command = ["node", "run.mjs", when]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
