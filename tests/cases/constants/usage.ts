import { echo, Rights } from "./client/index.js";
import type { Constants } from "./client/index.js";

declare const sent: Constants;
const got = await echo({ ...sent, rights: Rights.READ | Rights.WRITE, yes: true });
export const rights: number = got.rights;
export const yes: true | 1 = got.yes;
export const odd: "__proto__" | "\u2028" | null | 1 = got.odd;
