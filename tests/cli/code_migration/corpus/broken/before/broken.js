function load( {
  return localStorage.getItem("broken");
}
