import type { Todo } from "./todo";

const KEYS = { todos: "todos", theme: "theme" } as const;

export function load(): Todo[] {
  return JSON.parse(localStorage.getItem(KEYS.todos)!) as Todo[];
}

export function first(): Todo | undefined {
  return load()[0];
}

export const save = (todos: Todo[]): void => {
  localStorage.setItem(KEYS.todos, JSON.stringify(todos));
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

export const generic = <T,>(key: string): T => JSON.parse(<string>localStorage.getItem(`generic:${key}`)) satisfies T;
