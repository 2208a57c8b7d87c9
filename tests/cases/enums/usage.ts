import { Mixed, Priority, mixed, tasks } from "./client/index.js";

void tasks(Priority.HIGH);
void tasks(2);
void mixed(Mixed.HALF);
export const two: 2 = Priority.HIGH;
const [task] = await tasks(1);
export const kind: "a" | "b" | 3 | true | null | undefined = task?.kind;

// @ts-expect-error  no such priority
void tasks(3);
// @ts-expect-error  an alias is no member of its own
void Priority.URGENT;
