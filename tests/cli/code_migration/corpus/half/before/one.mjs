// `shared` is safe here and unsafe in two.mjs, so it stays; `mine` goes.
export function both() {
  localStorage.setItem("shared", "1");
  localStorage.setItem("mine", "1");
}
