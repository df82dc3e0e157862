#!/usr/bin/env node
// @ts-check
/* eslint-disable no-console */
import { storage } from "/client/workflow-storage.js";

/** Documented. */
export async function documented() {
  return await storage.getItem("documented");
}

class Base {
  read() {
    return localStorage.getItem("base");
  }
}
class Derived extends Base {
  twice() {
    return this.read() + this.read();
  }
}
new Derived().twice();

async function* stream() {
  yield (await storage.getItem("stream"));
}
export const streams = () => stream();

function first() {
  return second();
}
function second() {
  return localStorage.getItem("second");
}
export const top = {
  get value() {
    return first();
  },
};

export async function already() {
  return await second2();
}
const second2 = async () => await storage.getItem("second2");
export const caller = () => already().then((text) => text.length);

if (location.hash) {
  function inBlock() {
    return localStorage.getItem("block");
  }
}
inBlock();
