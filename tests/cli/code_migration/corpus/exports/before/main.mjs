import first, { a, b, c } from "./a.mjs";
import * as all from "./b.mjs";

export const one = () => first() + a();
export const two = () => `${b()} ${c()} ${all.b()}`;
export const three = () => all.a().length;
