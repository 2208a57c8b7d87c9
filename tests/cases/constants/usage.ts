import { echo, Rights } from "./client/index.js";
import type { ConstantsInput } from "./client/index.js";

declare const sent: ConstantsInput;
const got = await echo({ ...sent, rights: Rights.READ | Rights.WRITE, yes: true });
export const rights: number = got.rights;
export const yes: true | 1 = got.yes;
export const odd: "__proto__" | "\u2028" | null | 1 = got.odd;
export const member: 9007199254740991 | null = got.member;

// @ts-expect-error  pydantic takes no JSON for the member that is None
void echo({ ...sent, member: null });
