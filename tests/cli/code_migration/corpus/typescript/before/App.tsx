import { useEffect, useState } from "react";
import { first, save } from "./store";

export function App() {
  const [dark, setDark] = useState(() => localStorage.getItem("dark") === "1");
  const title = localStorage.getItem("title");
  useEffect(() => {
    localStorage.setItem("dark", dark ? "1" : "0");
  }, [dark]);
  const onSave = () => {
    localStorage.setItem("saved", "1");
    save([]);
  };
  return <button onClick={onSave} onBlur={() => localStorage.setItem("blur", "1")}>{title}</button>;
}

export function useTitle() {
  return localStorage.getItem("hook");
}

export async function open() {
  return first();
}
