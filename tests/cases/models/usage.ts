import { employ, extra, type Employee, type ReadByAlias, type ReadByAliasInput } from "./client/index.js";

const point = { x: 1, y: 2 };
const address = { street: "s", point };
export const employed: Promise<Employee> = employ({ name: "a", address, friends: [] });
export const monthly: number = (await employed).monthly;
export const input: ReadByAliasInput = { nextCursor: "c" };
export const output: ReadByAlias = { next_cursor: "c" };
void extra({ known: 1, more: true });

// @ts-expect-error  an excluded field never arrives
void (await employed).secret;
// @ts-expect-error  a closed model has nothing else
void (await extra({ known: 1 })).more;
