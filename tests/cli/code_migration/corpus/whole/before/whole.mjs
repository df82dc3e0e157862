export function everything() {
  for (let i = 0; i < localStorage.length; i += 1) {
    console.log(localStorage.key(i));
  }
  for (const key in localStorage) delete localStorage[key];
  return [Object.keys(localStorage), { ...localStorage }, JSON.stringify(localStorage)];
}

export function safe() {
  return localStorage.getItem("safe");
}
