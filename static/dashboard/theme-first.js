// Before the first paint, so that nobody who chose dark sees a flash of light.
try {
  const choice = JSON.parse(localStorage.getItem("holdfast:dashboard:theme") ?? '"system"');
  if (choice === "light" || choice === "dark") document.documentElement.dataset["theme"] = choice;
} catch {
  // a browser without storage follows the system
}
