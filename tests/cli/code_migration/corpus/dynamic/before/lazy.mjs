export function lazy() {
  return localStorage.getItem("lazy");
}
