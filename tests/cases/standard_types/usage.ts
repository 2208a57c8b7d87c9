import { echo, Level, Permission } from "./client/index.js";
import type { Everything } from "./client/index.js";

declare const sent: Everything;
const got: Everything = await echo(sent);

export const price: string = got.scalars.price;
export const lapse: string = got.scalars.lapse;
export const rights: number = got.constants.permission | Permission.WRITE;
export const none: never[] = got.constants.nothing;
export const literal: "a" | 1 | true | null | 2 = got.constants.literal;
export const level: 1 | 2 = Level.HIGH;
export const counts: number | undefined = got.mappings.counter["a"];

// @ts-expect-error  a decimal travels as text
export const wrong: number = got.scalars.price;
