import store from "@/lib/store";
import { storage } from "/client/workflow-storage.js";
export const read = async () => store.read() ?? await storage.getItem("missing");
