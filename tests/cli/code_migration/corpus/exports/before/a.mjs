export default function () {
  return localStorage.getItem("a");
}
export { b as c } from "./b.mjs";
export * from "./b.mjs";
