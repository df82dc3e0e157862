function classic(): string | null {
  return localStorage.getItem("classic");
}
