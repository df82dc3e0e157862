"use strict";
const settings = JSON.parse(localStorage.getItem("settings") ?? '{"zoom": 1}');
export const zoom = () => settings.zoom;
function store() {
  settings.zoom += 1;
  localStorage.setItem("settings", JSON.stringify(settings));
}
store();
