import { bound, echo, nothing, optional, type Scalars } from "./client/index.js";

declare const scalars: Scalars;
export const echoed: Promise<Scalars> = echo(scalars);
export const none: Promise<null> = nothing();
export const number: Promise<number> = bound(1, { headers: { "x-trace": "1" } });
export const maybe: Promise<number | null> = optional(null);

// @ts-expect-error  the result is null, not undefined
export const wrong: Promise<undefined> = nothing();
// @ts-expect-error  a body that may be null must still be sent
void optional();
// @ts-expect-error  anything is unknown until it is looked at
void scalars.anything.length;
