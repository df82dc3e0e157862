import { storage } from "/client/workflow-storage.js";

export const named = async () => await storage.getItem("named") ?? {};
export const other = () => localStorage.getItem("other");
export const any = (key) => localStorage.getItem(key);
export const near = (id) => localStorage.getItem(`near-${id}`);
export const nearest = () => localStorage.getItem("near-1");
