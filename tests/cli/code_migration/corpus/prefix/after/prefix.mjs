import { storage } from "/client/workflow-storage.js";

let settings = {};
let other = {};

async function boot() {
  settings = JSON.parse(localStorage.getItem("settings") || "{}");
  await fetch("/ping");
}
boot();
console.log(settings);

async function later() {
  await fetch("/ping");
  other = await storage.getItem("other") ?? {};
}
later();
console.log(other);

async function last() {
  await storage.setItem("last", "1");
}
export function finish(ok) {
  if (ok) {
    last();
  }
}
export async function finishes() {
  console.log("before");
  await last();
  console.log("after");
}

function posted() {
  localStorage.setItem("posted", "1");
  return fetch("/post");
}
function sends() {
  posted().then(() => console.log("sent"));
}
export function sendsAndGoesOn() {
  sends();
  console.log("on");
}

const quick = async () => await storage.getItem("quick");
export async function both() {
  return Promise.all([quick(), quick()]);
}
export function kept() {
  const waiting = quick2();
  console.log("meanwhile");
  return waiting;
}
const quick2 = async () => localStorage.getItem("quick2");
