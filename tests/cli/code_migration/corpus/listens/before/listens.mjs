window.addEventListener("storage", (event) => {
  if (event.key === "shared") location.reload();
});
export const share = () => localStorage.setItem("shared", "1");
