export { default as a } from "./a.mjs";
const b = () => localStorage.getItem("b");
export { b };
