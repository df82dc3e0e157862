"use strict";

function load() {
  return JSON.parse(localStorage.getItem("common") || "{}");
}
load();
