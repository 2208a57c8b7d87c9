import { invoke } from "../src/index.js";
import { idle, resolved } from "./bridge.js";
import type { Invoked } from "./bridge.js";

/** Calls `echo` with 0, 1, 2 and so on, in one turn. */
export function echoes(count: number): Promise<unknown>[] {
  const calls = Array.from({ length: count }, (_, index) => invoke("echo", index));
  for (const call of calls) call.catch(() => {}); // a test may look at it later
  return calls;
}

export function outcomes(calls: readonly Promise<unknown>[]): Promise<unknown[]> {
  return Promise.all(calls.map((call) => call.catch((error: unknown) => String(error))));
}

/** What has become of the calls until now; `waiting` for those without an answer. */
export async function present(calls: readonly Promise<unknown>[]): Promise<unknown[]> {
  await idle();
  return outcomes(calls.map((call) => Promise.race([call, Promise.resolve("waiting")])));
}

/** Answers what the page invoked, batch or not, with the bodies that came. */
export function echoAll(invoked: readonly Invoked[]): void {
  for (const one of invoked) {
    if (!one.isBatch) one.resolve(one.json && JSON.parse(one.json));
    else one.answer(...one.bodies.map((body, index) => resolved(index, body && JSON.parse(body))));
  }
}
