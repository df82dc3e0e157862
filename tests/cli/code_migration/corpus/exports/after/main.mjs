import first, { a, b, c } from "./a.mjs";
import * as all from "./b.mjs";

export const one = async () => await first() + await a();
export const two = async () => `${await b()} ${await c()} ${await all.b()}`;
export const three = async () => (await all.a()).length;
