import store from "@/lib/store";
export const read = () => store.read() ?? localStorage.getItem("missing");
