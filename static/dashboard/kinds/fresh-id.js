const COUNTED = /^(?<stem>.*?)(?<count>\d+)(?:-[a-z0-9]{4})?$/su;

/**
 * Make an id that no item has: the next number of the ids that are there, and four letters by chance, because another
 * window may make its next one at the same moment.
 * @param {Iterable<string>} taken
 * @param {string} stem how ids begin where there are none yet, such as `shot-`
 * @param {() => string} [chance]
 */
export function freshId(taken, stem, chance = byChance) {
  const known = new Set(taken);
  const counted = [...known].map((id) => COUNTED.exec(id)?.groups).filter((found) => found !== undefined);
  const { stem: used = stem } = counted.at(-1) ?? {};
  const counts = counted.filter((found) => found["stem"] === used).map((found) => Number(found["count"])).filter(Number.isSafeInteger);
  const next = counts.reduce((most, count) => Math.max(most, count), 0) + 1;
  let id = `${used}${next}-${chance()}`;
  while (known.has(id)) id = `${used}${next}-${chance()}`;
  return id;
}

function byChance() {
  return Math.random().toString(36).slice(2).padEnd(4, "0").slice(0, 4);
}
