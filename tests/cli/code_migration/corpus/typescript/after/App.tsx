import { useEffect, useState } from "react";
import { first, save } from "./store";
import { storage } from "/client/workflow-storage.js";

export function App() {
  const [dark, setDark] = useState(() => localStorage.getItem("dark") === "1");
  const title = localStorage.getItem("title");
  useEffect(() => {
    localStorage.setItem("dark", dark ? "1" : "0");
  }, [dark]);
  const onSave = async () => {
    await storage.setItem("saved", "1");
    await save([]);
  };
  return <button onClick={onSave} onBlur={async () => await storage.setItem("blur", "1")}>{title}</button>;
}

export function useTitle() {
  return localStorage.getItem("hook");
}

export async function open() {
  return await first();
}
