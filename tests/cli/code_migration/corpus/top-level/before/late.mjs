const draft = localStorage.getItem("draft");
document.addEventListener("DOMContentLoaded", () => {
  document.body.textContent = draft;
});
