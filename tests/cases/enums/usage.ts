import { Mixed, Priority, Quoted, mixed, picked, tasks, values } from "./client/index.js";

void tasks(Priority.HIGH);
void tasks(2);
void mixed(Mixed.HALF);
export const two: 2 = Priority.HIGH;
const [task] = await tasks(1);
export const kind: "a" | "b" | 3 | true | null | undefined = task?.kind;
const held = await values({ mixed: Mixed.HALF, own: "two", quoted: Quoted.QUOTE });
export const [first]: Priority[] = held.priorities;
export const mine: string = held.own;
void picked({ one: "none" });

// @ts-expect-error  no JSON is taken for the member
void picked({ one: 1 });
// @ts-expect-error  no such priority
void tasks(3);
// @ts-expect-error  an alias is no member of its own
void Priority.URGENT;
