(function () {
  const theme = localStorage.getItem("theme");
  document.addEventListener("DOMContentLoaded", () => {
    document.body.className = theme;
  });
})();
