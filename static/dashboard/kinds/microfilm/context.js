import { createContext } from "preact";
import { useContext } from "preact/hooks";

/**
 * @import { OpenProject } from "../../state/open-project.js"
 * @import { Register } from "./register.js"
 * @import { RollsInFile } from "./order-rolls.js"
 * @import { Roll, Target } from "./film-types.js"
 * @import { Words } from "./words.js"
 * @import { Next, WorkflowStep } from "./steps.js"
 * @import { SectionReader } from "./sections.js"
 */

/**
 * @typedef {{
 *   project: OpenProject, register: Register, words: Words, reader: SectionReader, file: RollsInFile, rolls: Roll[],
 *   workflow: WorkflowStep[], next: Next, ask: (target: Target) => void, part: string, link: (query: Record<string, string>) => string,
 * }} Film
 *   What the parts of the view share. `ask` opens the dialog of an act, `link` names an address within the view.
 */

const Context = createContext(/** @type {Film | null} */ (null));
export const FilmProvider = Context.Provider;

/** @returns {Film} */
export function useFilm() {
  const film = useContext(Context);
  if (!film) throw new Error("useFilm needs a FilmProvider above it");
  return film;
}
