import { useLayoutEffect, useMemo, useRef } from "preact/hooks";

import { useApp } from "../../app.js";
import { act } from "../../state/acting.js";
import { addSequence, addShot, duplicateShot, layOut, moveInto, moveSequence, moveShot, removeSequence, removeShot } from "./changing.js";
import { addPhrase, duplicatePhrase, movePhrase, removePhrase, speakIn } from "./changing-phrases.js";
import { keepingDurations } from "./durations.js";
import { setMember } from "./items.js";
import { readFilm } from "./shots.js";
import { DONE, WORDS } from "./words.js";

/**
 * @import { OpenProject } from "../../state/open-project.js"
 * @import { Router } from "../../state/router.js"
 * @import { ListName, Ref } from "./items.js"
 * @import { Film, Phrase, Sequence, Shot } from "./shots.js"
 */

const LISTS = ["sequences", "shots", "audioPhrases"];

/** What can be done with the film that is open; each act can be taken back, and leads to what it made. */
export class Desk {
  /**
   * @param {OpenProject} project
   * @param {Router} router
   * @param {Film} film
   * @param {{id: string}} made what was made last, until its field has the cursor
   */
  constructor(project, router, film, made) {
    this.project = project;
    this.router = router;
    this.film = film;
    this.made = made;
  }

  /**
   * Show a shot, a sequence or a phrase; null: none.
   * @param {{shot?: string, sequence?: string, phrase?: string}} [what]
   */
  choose({ shot = "", sequence = "", phrase = "" } = {}) {
    this.router.refine({ shot, sequence, phrase });
  }

  /**
   * Write a member of an item, or of an object in it.
   * @param {ListName} list
   * @param {Ref} ref
   * @param {string[]} path
   * @param {unknown} value undefined takes it away
   */
  set(list, ref, path, value) {
    this.project.edit((document) => keepingDurations(document, () => setMember(document, list, ref, path, value)));
  }

  /**
   * @param {Sequence | Shot} place the sequence that it ends, or the shot that it follows
   */
  addShot(place) {
    const sequence = "sequenceId" in place ? this.sequenceOf(place) : place;
    if (!sequence) return;
    this.#make(DONE.addedShot, "shot", (document) => addShot(document, sequence, "sequenceId" in place ? place : null));
  }

  /** @param {Shot} shot */
  duplicateShot(shot) {
    this.#make(DONE.duplicated(shot.id), "shot", (document) => duplicateShot(document, shot));
  }

  /** @param {Shot} shot */
  removeShot(shot) {
    const spoken = this.film.phrasesOf.get(shot.key)?.length ?? 0;
    const beside = this.#beside(shot);
    this.#do(DONE.removedShot(shot.id, spoken), (document) => removeShot(document, shot));
    this.choose(beside ? { shot: beside.key } : {});
  }

  /**
   * @param {Shot} shot
   * @param {-1 | 1} step
   */
  moveShot(shot, step) {
    this.#do(DONE.moved(shot.id, step), (document) => moveShot(document, shot, step));
  }

  /**
   * @param {Shot} shot
   * @param {Sequence} sequence
   */
  moveInto(shot, sequence) {
    this.#do(DONE.movedInto(shot.id, nameOf(sequence)), (document) => moveInto(document, shot, sequence));
  }

  addSequence() {
    this.#make(DONE.addedSequence, "sequence", (document) => addSequence(document, WORDS.newSequence));
  }

  /**
   * @param {Sequence} sequence
   * @param {Sequence | null} heir where its shots go; null: they are removed too
   */
  removeSequence(sequence, heir) {
    const text = DONE.removedSequence(nameOf(sequence), sequence.shots.length, heir && nameOf(heir));
    this.#do(text, (document) => removeSequence(document, sequence, heir));
    this.choose(heir ? { sequence: heir.key } : {});
  }

  /**
   * @param {Sequence} sequence
   * @param {-1 | 1} step
   */
  moveSequence(sequence, step) {
    this.#do(DONE.moved(nameOf(sequence), step), (document) => moveSequence(document, sequence, step));
  }

  layOut() {
    this.#do(DONE.closedUp, (document) => layOut(document));
  }

  /** @param {Shot} shot */
  addPhrase(shot) {
    this.#make(DONE.addedPhrase, "phrase", (document) => addPhrase(document, shot, WORDS.newPhrase));
  }

  /** @param {Phrase} phrase */
  duplicatePhrase(phrase) {
    this.#make(DONE.duplicatedPhrase, "phrase", (document) => duplicatePhrase(document, phrase));
  }

  /** @param {Phrase} phrase */
  removePhrase(phrase) {
    this.#do(DONE.removedPhrase, (document) => removePhrase(document, phrase));
    this.choose(phrase.shotKey === null ? {} : { shot: phrase.shotKey });
  }

  /** @param {Phrase} phrase */
  removeVoice(phrase) {
    this.#do(DONE.removedVoice, (document) => setMember(document, "audioPhrases", phrase, ["voiceParameters"], undefined));
  }

  /**
   * @param {Phrase} phrase
   * @param {-1 | 1} step
   */
  movePhrase(phrase, step) {
    this.#do(DONE.moved(WORDS.aPhrase, step), (document) => movePhrase(document, phrase, step));
  }

  /**
   * @param {Phrase} phrase
   * @param {Shot} shot
   */
  speakIn(phrase, shot) {
    this.#do(DONE.given(shot.id), (document) => speakIn(document, phrase, shot));
  }

  /**
   * @param {Shot} shot
   * @returns {Sequence | null}
   */
  sequenceOf(shot) {
    return this.film.sequences.find(({ key }) => key === shot.sequenceKey) ?? null;
  }

  /**
   * @param {string} text
   * @param {(document: any) => unknown} change
   */
  #do(text, change) {
    act(this.project, text, LISTS, (document) => keepingDurations(document, () => void change(document)));
  }

  /**
   * @param {string} text
   * @param {"shot" | "sequence" | "phrase"} what
   * @param {(document: any) => string | null} change returns the id of what it made
   */
  #make(text, what, change) {
    let id = /** @type {string | null} */ (null);
    this.#do(text, (document) => (id = change(document)));
    if (id === null) return;
    this.made.id = id;
    this.choose({ [what]: id });
  }

  /** @param {Shot} shot */
  #beside(shot) {
    const place = this.film.shots.indexOf(shot);
    return this.film.shots[place + 1] ?? this.film.shots[place - 1] ?? null;
  }
}

/**
 * Read the film of a project, once for each of its versions.
 * @param {OpenProject} project
 * @returns {Desk}
 */
export function useDesk(project) {
  const { router } = useApp();
  const revision = project.revision.value;
  const made = useRef({ id: "" });
  return useMemo(() => new Desk(project, router, readFilm(project.document), made.current), [project, revision]);
}

/**
 * Put the cursor into the first field of what was made just now.
 * @param {Desk} desk
 * @param {string} id
 */
export function useFreshFocus({ made }, id) {
  const ref = useRef(/** @type {HTMLElement | null} */ (null));
  useLayoutEffect(() => {
    if (made.id !== id) return;
    made.id = "";
    const field = /** @type {HTMLInputElement | null} */ (ref.current?.querySelector("textarea, input"));
    field?.focus();
    field?.select();
  }, [id]);
  return ref;
}

/**
 * Say what the address has chosen.
 * @param {Film} film
 * @param {URLSearchParams} query
 */
export function chosenIn(film, query) {
  const phrase = film.phrases.find(({ key }) => key === query.get("phrase")) ?? null;
  const key = phrase?.shotKey ?? query.get("shot");
  const shot = film.shots.find((found) => found.key === key) ?? null;
  const sequence = film.sequences.find((found) => found.key === query.get("sequence")) ?? null;
  const wanted = query.get("shot") ?? query.get("sequence") ?? query.get("phrase");
  return { phrase, shot, sequence: shot ? null : sequence, missing: wanted && !shot && !sequence && !phrase ? wanted : null };
}

/** @param {Sequence} sequence */
export function nameOf({ name, id, key }) {
  return name.trim() || id || key;
}
