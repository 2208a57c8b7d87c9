import { echo } from "./client/index.js";
import type { Everything } from "./client/index.js";

declare const sent: Everything;
const got = await echo(sent);
const animal = got.animal;
export const tone: "black" | "white" | undefined =
  animal.kind === "mouse" ? animal.colour : undefined;
export const tag: "a" | "b" = got.aliased["@kind"];

// @ts-expect-error  the tag must be sent
void echo({ ...sent, aliased: {} });
// @ts-expect-error  both tags must be sent
void echo({ ...sent, animal: { kind: "mouse" } });
