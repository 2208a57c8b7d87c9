import { everything, page, type Everything, type Page, type Reply, type User, type UserInput } from "./client/index.js";

export const replied: Promise<Reply<Page<User>>> = page({ items: [{ name: "a", level: 1 }], next: null });
export const age: number | null | undefined = (await replied).value.items[0]?.age;
export function first<T>(of: Page<T>): T | undefined {
  return of.items[0];
}
export const user: UserInput | undefined = first({ items: [{ name: "a" }], next: null });
export declare const all: Everything;
export const one: string | undefined = first(all.nested)?.items[0]?.[0];
void everything;

// @ts-expect-error  an output always has its defaults
export const sent: Page<User> = { items: [{ name: "a" }], next: null };
