window.exposed = () => localStorage.setItem("exposed", "1");
window.answered = function () {
  return localStorage.getItem("answered");
};
