function save() {
  localStorage.setItem("save", "1");
}
