export function odd(name) {
  localStorage.hits++;
  localStorage.total += 2;
  const last = (localStorage.last = name);
  if (delete localStorage.gone) return last;
  [localStorage.one] = [name];
  const found = localStorage?.maybe;
  localStorage.run();
  return "there" in localStorage || found;
}
