import { patch } from "./client/index.js";
import type { Patch } from "./client/index.js";

const got: Patch = await patch({ always: 1 });
export const name: string | undefined = got.name;

// @ts-expect-error  left out, not undefined
void patch({ always: 1, name: undefined });
// @ts-expect-error  null is not missing
void patch({ always: 1, name: null });
