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
  other = JSON.parse(localStorage.getItem("other") || "{}");
}
later();
console.log(other);

async function last() {
  localStorage.setItem("last", "1");
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

const quick = async () => localStorage.getItem("quick");
export async function both() {
  return Promise.all([quick(), quick()]);
}
export function kept() {
  const waiting = quick2();
  console.log("meanwhile");
  return waiting;
}
const quick2 = async () => localStorage.getItem("quick2");
