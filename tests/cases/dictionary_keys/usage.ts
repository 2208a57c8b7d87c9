import { both, outward, Level, Side } from "./client/index.js";
import type { Both } from "./client/index.js";

declare const sent: Both;
const got = await both(sent);
export const low: number | undefined = got.level[Level.LOW];
export const same: number | undefined = got.level["1"];
export const left: number | undefined = got.side[Side.LEFT];
export const yes: number | undefined = got.yes.true;
const out = await outward();
export const half: number | undefined = out.plain["0.5"];
export const one: number | undefined = out.number["1"];

// @ts-expect-error  no such side
void got.side.up;
// @ts-expect-error  no such level
void got.level[3];
