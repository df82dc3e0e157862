import { storage } from "/client/workflow-storage.js";

window.exposed = async () => await storage.setItem("exposed", "1");
window.answered = function () {
  return localStorage.getItem("answered");
};
