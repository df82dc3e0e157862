import { openProject } from "./index.js";
import { SAVED_FOR, statusWords } from "./status-words.js";

/**
 * @import { HoldfastError } from "./errors.js"
 * @import { Options, Project, Status } from "./project.js"
 */

/**
 * @typedef {{
 *   project: any, update: (change: (document: any) => any) => void,
 *   updateShot: (id: string | number, changes: Record<string, any>) => void,
 *   saveProject: () => Promise<void>, isSaving: boolean, isLoading: boolean, saveStatus: Status,
 *   error: HoldfastError | null, handle: Project | null,
 * }} Held what `useProject` returns; `handle` is the project itself, with its history, and null until it is open
 * @typedef {any} ReactLike the page's own React, 18 or later
 */

/**
 * Make the bindings for a page's React.
 * @param {() => ReactLike} react returns it when something is rendered
 */
export function withReact(react) {
  /** @type {any} */
  let context;
  const contextOf = () => (context ??= react().createContext(null));

  /**
   * Open a project, and give it to everything inside.
   * @param {{projectId: string, options?: Partial<Options>, children?: any}} props
   */
  function ProjectProvider({ projectId, options, children }) {
    const { createElement, useEffect, useState } = react();
    const [project, setProject] = useState(null);
    useEffect(() => {
      /** @type {Project | null} */
      let opened = null;
      let isGone = false;
      const open = async () => {
        opened = await openProject(projectId, options);
        if (isGone) await opened.close();
        else setProject(opened);
      };
      void open();
      return () => {
        isGone = true;
        setProject(null);
        void opened?.close();
      };
    }, [projectId]);
    return createElement(contextOf().Provider, { value: { project } }, children);
  }

  /** @returns {Held} */
  function useProject() {
    const { useCallback, useContext, useMemo, useSyncExternalStore } = react();
    const found = useContext(contextOf());
    if (found === null) throw new Error("useProject must be used within ProjectProvider");
    /** @type {Project | null} */
    const project = found.project;
    const subscribe = useCallback((/** @type {() => void} */ wake) => heard(project, wake), [project]);
    const seen = useSyncExternalStore(subscribe, () => project?.seen ?? 0);
    return useMemo(() => heldOf(project), [project, seen]);
  }

  /** Say how the saves stand, for two seconds that something was saved, and nothing when there is nothing to say. */
  function SaveStatusIndicator() {
    const { createElement, useEffect, useState } = react();
    const { saveStatus, error } = useProject();
    const [isFresh, setFresh] = useState(true);
    useEffect(() => {
      setFresh(true);
      const timer = setTimeout(() => setFresh(false), SAVED_FOR);
      return () => clearTimeout(timer);
    }, [saveStatus]);
    if (saveStatus === "idle" || (saveStatus === "saved" && !isFresh)) return null;
    const props = { role: "status", className: `save-status save-status-${saveStatus}`, "data-status": saveStatus };
    return createElement("div", props, statusWords(saveStatus, error));
  }

  return { ProjectProvider, useProject, SaveStatusIndicator };
}

/** The bindings for a page that has React as a global. */
export const { ProjectProvider, useProject, SaveStatusIndicator } = withReact(() => Reflect.get(globalThis, "React"));

/**
 * @param {Project | null} project
 * @param {() => void} wake
 */
function heard(project, wake) {
  project?.addEventListener("seen", wake);
  return () => project?.removeEventListener("seen", wake);
}

/**
 * @param {Project | null} project
 * @returns {Held}
 */
function heldOf(project) {
  const update = (/** @type {(document: any) => any} */ change) => {
    if (!project) throw new Error("the project is not open yet: wait until isLoading is false");
    project.update(change);
  };
  return {
    project: project?.document ?? null,
    update,
    updateShot: (id, changes) => update((document) => void Object.assign(shotOf(document, id), changes)),
    saveProject: async () => project?.save(),
    isSaving: project?.status === "saving",
    isLoading: project === null,
    saveStatus: project?.status ?? "idle",
    error: project?.error ?? null,
    handle: project,
  };
}

/**
 * @param {any} document
 * @param {string | number} id
 */
function shotOf(document, id) {
  const found = document.shots?.find((/** @type {any} */ shot) => shot.id === id);
  if (!found) throw new Error(`there is no shot ${JSON.stringify(id)}`);
  return found;
}
