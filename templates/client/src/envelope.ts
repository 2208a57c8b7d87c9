import type { Call } from "./transport.js";

/** A result in JSON, a raw result as an array of numbers, and a rejection in JSON. */
export const RESOLVED = 0;
export const RESOLVED_RAW = 1;
export const REJECTED = 2;

/** What became of one call of a batch, counted from 0. */
export type Answer = readonly [index: number, kind: number, value: unknown];

/** Whether a call can stand in an envelope: one is read line by line, and JSON has no line ends. */
export function fitsEnvelope({ command, body, rawResult }: Call): boolean {
  return typeof body !== "object" && !rawResult && !command.includes("\n");
}

/** A call as it stands in an envelope: a line with its id and command, and one with its body. */
export function encodeCall({ id, command, body }: Call): string {
  return `${id} ${command}\n${(body as string | undefined) ?? ""}\n`;
}
