/** How the text starts with which Python rejects a call of this library; a JSON object follows. */
const STRUCTURED = "pytauri-error ";

/** What a call was rejected with, by kind: see docs/protocol.md. */
export interface Rejection {
  readonly kind: string;
  readonly [member: string]: unknown;
}

/** The object in the text of a rejection; `undefined` if it is another value. */
export function structured(reason: unknown): Rejection | undefined {
  if (typeof reason !== "string" || !reason.startsWith(STRUCTURED)) return undefined;
  return JSON.parse(reason.slice(STRUCTURED.length)) as Rejection;
}

/** How many frames of a stream were sent before it was rejected. */
export function framesBefore(reason: unknown): number {
  return Number(structured(reason)?.["frames"] ?? 0);
}
