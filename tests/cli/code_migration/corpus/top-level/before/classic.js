let theme = localStorage.getItem("theme") || "light";
function setTheme(name) {
  theme = name;
  localStorage.setItem("theme", name);
}
function start() {
  const size = localStorage.getItem("size");
  return size;
}
start();
document.title = "ready";
