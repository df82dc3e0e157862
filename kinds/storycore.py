"""A film project, by "Data Contract v1"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from kinds.doubts import MOST, dangling, duplicate_ids, ids_of, located
from kinds.figures import counted, number, numbers, texts, total
from kinds.kind import Collection, Document, Item, Kind, Summary
from storage.documents import Notice
from storage.pointers import join

SEQUENCES = Collection(
    "sequences",
    "Sequences",
    search=("name", "description"),
    columns=("id", "name", "description", "shotIds", "duration"),
)
SHOTS = Collection(
    "shots",
    "Shots",
    search=("prompt", "metadata.cameraAngle", "metadata.lighting", "metadata.mood"),
    columns=("id", "sequenceId", "position", "startTime", "duration", "prompt"),
    picture="generatedImageUrl",
)
PHRASES = Collection(
    "audioPhrases",
    "Phrases",
    search=("text", "metadata.character", "metadata.emotion"),
    columns=("id", "shotId", "metadata.character", "text", "startTime", "endTime"),
)
GENERATIONS = Collection(
    "generationHistory", "Generations", search=("error",), columns=("id", "timestamp", "status", "error")
)
COLLECTIONS = (SEQUENCES, SHOTS, PHRASES, GENERATIONS)
SHORTEST_PROMPT, LONGEST_PROMPT = 10, 500
_MARKS = ("schemaVersion", "sequences", "shots", "audioPhrases", "generationHistory", "capabilities")
_ENOUGH_MARKS = 3
_CAPABILITIES = ("gridGeneration", "promotionEngine", "qaEngine", "autofixEngine", "voiceGeneration")


def is_film_project(top: Mapping[str, Any]) -> bool:
    """Say by its top level whether a document is a film project, also one that misses a member."""
    return sum(mark in top for mark in _MARKS) >= _ENOUGH_MARKS


def prompt_state(prompt: Any) -> str:
    """Say whether a prompt is valid, too short or too long."""
    length = len(prompt.strip()) if isinstance(prompt, str) else 0
    return "too short" if length < SHORTEST_PROMPT else "too long" if length > LONGEST_PROMPT else "valid"


def summary_of(document: Document) -> Summary:
    """Name the film, and say how many shots it has."""
    counts = {collection.name: len(collection.items(document)) for collection in COLLECTIONS[:3]}
    shots = counts["shots"]
    text = f"{shots:,} {'shot' if shots == 1 else 'shots'} in {counts['sequences']:,} sequences"
    name = document.get("name")
    return Summary(name if isinstance(name, str) else "", text, counts, _first_picture(document))


def stats_of(document: Document) -> dict[str, Any]:
    """Return lengths, prompts, phrases and generations in figures."""
    sequences, shots, phrases, generations = (collection.items(document) for collection in COLLECTIONS)
    of_sequence = Counter(texts(shot.get("sequenceId") for shot in shots))
    states = Counter(prompt_state(shot.get("prompt")) for shot in shots)
    spoken = texts(phrase.get("text") for phrase in phrases)
    return {
        "sequences": len(sequences),
        "shots": len(shots),
        "phrases": len(phrases),
        "duration": total(numbers(shot.get("duration") for shot in shots)),
        "perSequence": [_of_sequence(sequence, of_sequence) for sequence in sequences],
        "prompts": {"valid": states["valid"], "tooShort": states["too short"], "tooLong": states["too long"]},
        "phrasesByCharacter": counted(_characters(phrases)),
        "words": sum(len(text.split()) for text in spoken),
        "generations": counted(texts(record.get("status") for record in generations)),
        "danglingReferences": sum(1 for _ in _dangling(document)),
    }


def doubts_of(document: Document) -> list[Notice]:
    """Say which references lead nowhere, which prompts are too short or too long, and which ids stand twice."""
    found = (_dangling(document), _prompts(document), duplicate_ids(document, COLLECTIONS))
    return [notice for part in found for notice in islice(part, MOST)][:MOST]


def template(title: str) -> Document:
    """Return a film project that begins."""
    return {
        "id": "".join(character if character.isalnum() else "-" for character in title.lower()) or "film",
        "name": title,
        "schemaVersion": "1.0",
        "sequences": [],
        "shots": [],
        "audioPhrases": [],
        "generationHistory": [],
        "capabilities": dict.fromkeys(_CAPABILITIES, False),
    }


def _first_picture(document: Document) -> str | None:
    for path, shot in located(document, SHOTS):
        value = shot.get("generatedImageUrl")
        if isinstance(value, str) and value.startswith("data:image/"):
            return f"{path}/generatedImageUrl"
    return None


def _of_sequence(sequence: Item, shots: Counter[str]) -> dict[str, Any]:
    name, identity = sequence.get("name"), sequence.get("id")
    return {
        "label": name if isinstance(name, str) else "",
        "shots": shots[identity] if isinstance(identity, str) else 0,
        "duration": number(sequence.get("duration")),
    }


def _characters(phrases: list[Item]) -> list[str]:
    found = (phrase.get("metadata") for phrase in phrases)
    return texts(part.get("character") for part in found if isinstance(part, dict))


def _dangling(document: Document) -> Iterator[Notice]:
    sequences, shots = ids_of(document, SEQUENCES), ids_of(document, SHOTS)
    for path, sequence in located(document, SEQUENCES):
        named = sequence.get("shotIds")
        for index, value in enumerate(named if isinstance(named, list) else ()):
            yield from dangling(f"{path}/shotIds", str(index), value, shots, "shot")
    for path, shot in located(document, SHOTS):
        yield from dangling(path, "sequenceId", shot.get("sequenceId"), sequences, "sequence")
    for path, phrase in located(document, PHRASES):
        yield from dangling(path, "shotId", phrase.get("shotId"), shots, "shot")


def _prompts(document: Document) -> Iterator[Notice]:
    for path, shot in located(document, SHOTS):
        state = prompt_state(shot.get("prompt"))
        if state != "valid":
            text = f"the prompt is {state}; {SHORTEST_PROMPT} to {LONGEST_PROMPT} characters make a good one"
            yield Notice("prompt_length", text, join(path, "prompt"))


KIND = Kind(
    name="storycore",
    title="Film project",
    description="A film project by Data Contract v1: sequences, shots, phrases and what was generated.",
    detect=is_film_project,
    summary=summary_of,
    stats=stats_of,
    collections=lambda _: COLLECTIONS,
    template=template,
    warnings=doubts_of,
)
