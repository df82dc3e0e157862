import { html } from "./html.js";

/** @type {Readonly<Record<string, string>>} paths of a grid of 24, drawn with a line */
const PATHS = {
  add: "M12 5v14M5 12h14",
  archive: "M4 7h16M5 7v12h14V7M4 4h16v3H4zM10 11h4",
  arrow: "M5 12h14M13 6l6 6-6 6",
  back: "M19 12H5M11 6l-6 6 6 6",
  bin: "M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v6M14 11v6",
  branch: "M6 4v9a4 4 0 0 0 4 4h8M14 13l4 4-4 4M6 4l-3 3M6 4l3 3",
  cards: "M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM13 13h7v7h-7z",
  chart: "M4 20V4M4 20h16M8 16v-4M12 16V8M16 16v-6",
  check: "M5 12.5l4.5 4.500L19 7",
  clock: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5l3.5 2",
  close: "M6 6l12 12M18 6L6 18",
  cloud: "M7 18a4 4 0 0 1-.5-7.970 5.5 5.5 0 0 1 10.7-1A4.5 4.5 0 0 1 17 18z",
  cloudOff: "M3 3l18 18M9 6.300A5.5 5.5 0 0 1 17.2 9 4.5 4.5 0 0 1 20 15.500M17 18H7a4 4 0 0 1-.5-7.970",
  compare: "M8 5v14M8 5L4.500 8.500M8 5l3.500 3.500M16 19V5M16 19l-3.500-3.500M16 19l3.500-3.500",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  data: "M9 4H7a2 2 0 0 0-2 2v4l-2 2 2 2v4a2 2 0 0 0 2 2h2M15 4h2a2 2 0 0 1 2 2v4l2 2-2 2v4a2 2 0 0 1-2 2h-2",
  disk: "M5 4h11l3 3v13H5zM8 4v5h7V4M8 20v-6h8v6",
  down: "M6 9l6 6 6-6",
  download: "M12 4v11M7 10l5 5 5-5M5 20h14",
  edit: "M4 20l1-4L16 5l3 3L8 19zM14 7l3 3",
  film: "M4 5h16v14H4zM8 5v14M16 5v14M4 9h4M4 15h4M16 9h4M16 15h4M4 12h16",
  filter: "M4 5h16l-6 8v6l-4-2v-4z",
  folder: "M3 6h6l2 2h10v11H3z",
  help: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM9.5 9.500a2.5 2.5 0 1 1 3.5 2.300c-.7.3-1 .8-1 1.700M12 16.500v.01",
  history: "M4 12a8 8 0 1 0 2.5-5.800L4 8.500M4 4v4.500h4.500M12 8v4.500l3 1.8",
  image: "M4 5h16v14H4zM4 16l4.5-4.500L13 16l3-3 4 4M15 9.500v.01",
  info: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 11v5M12 8v.01",
  keys: "M3 7h18v10H3zM7 10v.01M11 10v.01M15 10v.01M8 14h8",
  list: "M8 6h12M8 12h12M8 18h12M4 6v.01M4 12v.01M4 18v.01",
  merge: "M6 4v4a4 4 0 0 0 4 4h8M6 20v-4a4 4 0 0 1 4-4M14 8l4 4-4 4",
  moon: "M20 14.500A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.500z",
  more: "M5 11.4a.6.6 0 1 0 0 1.2.6.6 0 0 0 0-1.2zM12 11.4a.6.6 0 1 0 0 1.2.6.6 0 0 0 0-1.2zM19 11.4a.6.6 0 1 0 0 1.2.6.6 0 0 0 0-1.2z",
  next: "M9 6l6 6-6 6",
  open: "M14 5h5v5M19 5l-9 9M11 5H5v14h14v-6",
  pause: "M8 5v14M16 5v14",
  pin: "M9 4h6l-1 6 4 4H6l4-4zM12 14v6",
  play: "M7 5l12 7-12 7z",
  print: "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z",
  redo: "M20 8H9a5 5 0 0 0 0 10h4M16 4l4 4-4 4",
  search: "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM16 16l4 4",
  settings: "M4 7h9M17 7h3M4 17h3M11 17h9M15 5v4M9 15v4",
  share: "M12 15V4M8 7l4-4 4 4M5 12v8h14v-8",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.4 1.400M17.6 17.600L19 19M5 19l1.4-1.400M17.6 6.400L19 5",
  table: "M4 5h16v14H4zM4 10h16M4 15h16M10 5v14",
  undo: "M4 8h11a5 5 0 0 1 0 10h-4M8 4L4 8l4 4",
  up: "M6 15l6-6 6 6",
  upload: "M12 20V9M7 14l5-5 5 5M5 4h14",
  warning: "M12 4l9 16H3zM12 10v4M12 17v.01",
};

/**
 * Draw an icon. It says nothing to screen readers: the control that holds it has a name of its own.
 * @param {{name: string}} props
 */
export function Icon({ name }) {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d=${PATHS[name] ?? PATHS["info"]} /></svg>`;
}
