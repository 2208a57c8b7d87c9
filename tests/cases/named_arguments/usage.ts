import { find, login, ping, rename, type Note } from "./client/index.js";

const id = "00000000-0000-0000-0000-000000000001";
export const renamed: Promise<Note> = rename({ id, name: "a" });
export const found: Promise<Note[]> = find();
export const named: Parameters<typeof rename>[0] = { id };
void rename(named, { headers: { a: "b" } });
void find({ pageSize: 3, filter: { text: "a" } });
void login({ name: "a", password: "b" });
void ping();

// @ts-expect-error  what has no default has to be sent
void rename({ name: "a" });
// @ts-expect-error  and so has the object that holds it
void rename();
// @ts-expect-error  what is not declared is refused
void rename({ id, title: "a" });
// @ts-expect-error  the name of the wire is the alias
void find({ page_size: 3 });
