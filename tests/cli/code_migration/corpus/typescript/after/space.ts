export namespace Space {
  export function read(): string | null {
    return localStorage.getItem("space");
  }
}
export const used = (): string | null => Space.read();
