import type { Todo } from "./todo";
import { storage } from "/client/workflow-storage.js";

const KEYS = { todos: "todos", theme: "theme" } as const;

export async function load(): Promise<Todo[]> {
  return await storage.getItem(KEYS.todos) as Todo[];
}

export async function first(): Promise<Todo | undefined> {
  return (await load())[0];
}

export const save = async (todos: Todo[]): Promise<void> => {
  await storage.setItem(KEYS.todos, todos);
};

export class Themes {
  private current?: string;

  public read(): string {
    this.current = localStorage.getItem(KEYS.theme) ?? "light";
    return this.current!;
  }

  protected static async write(theme: string): Promise<void> {
    localStorage.setItem(KEYS.theme, theme);
  }
}

export function isKept(name: unknown): name is string {
  return localStorage.getItem("kept") === name;
}

export function over(a: string): string;
export function over(a: number): number;
export function over(a: unknown): unknown {
  return localStorage.getItem("over") ?? a;
}

export const typed: () => string | null = () => localStorage.getItem("typed");

export const generic = async <T,>(key: string): Promise<T> => await storage.getItem(`generic:${key}`) satisfies T;
