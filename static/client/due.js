/**
 * Say how many milliseconds to wait after so many failures.
 * @param {number} failures
 */
export function waitAfter(failures) {
  return 1000 * ([1, 2, 4, 8, 15][failures] ?? 30);
}

/** When a page tries next to come together with the server. */
export class Due {
  #attempt;
  /** How many attempts in a row have failed. */
  failures = 0;
  /** Whether nothing is tried any more. */
  isOver = false;
  /** Set while an attempt is coming. @type {ReturnType<typeof setTimeout> | undefined} */
  timer;

  /** @param {() => void} attempt */
  constructor(attempt) {
    this.#attempt = attempt;
  }

  /** @param {number} milliseconds */
  in(milliseconds) {
    this.cancel();
    if (!this.isOver) this.timer = setTimeout(() => (this.cancel(), this.#attempt()), milliseconds);
  }

  /** Try again after a failure, and ever later after further ones. */
  again() {
    this.in(waitAfter(this.failures));
    this.failures += 1;
  }

  cancel() {
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}
