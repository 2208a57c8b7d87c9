import { both, onlyIn, type Outer, type OuterInput, type WithDefault } from "./client/index.js";

export const input: OuterInput = { holders: [{ inner: {}, same: { x: 1 } }] };
const output: Outer = await both(input);
export const x: number | undefined = output.holders[0]?.inner.x;
export const at: string | null = output.at;
void onlyIn({});

// @ts-expect-error  the wire always carries it
export const missing: WithDefault = {};
