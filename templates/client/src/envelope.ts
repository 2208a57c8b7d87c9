import type { Call } from "./transport.js";

/** What stands for the length of a body when there is none. */
const NO_BODY = 0xffff_ffff;

/** A result in JSON, a raw result, and a rejection in JSON. */
export const RESOLVED = 0;
export const RESOLVED_RAW = 1;
export const REJECTED = 2;

/** What became of one call of a batch. */
export interface Answer {
  /** The call, counted from 0. */
  readonly index: number;
  readonly kind: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A call as it stands in an envelope: its name and its body, each after its length. */
export function encodeCall({ command, body }: Call): Uint8Array {
  const name = new TextEncoder().encode(command);
  const entry = new Uint8Array(8 + name.length + (body?.length ?? 0));
  const view = new DataView(entry.buffer);
  view.setUint32(0, name.length, true);
  entry.set(name, 4);
  view.setUint32(4 + name.length, body?.length ?? NO_BODY, true);
  if (body) entry.set(body, 8 + name.length);
  return entry;
}

/** The envelope with these calls: nothing but one after the other. */
export function joinCalls(entries: readonly Uint8Array[]): Uint8Array {
  const envelope = new Uint8Array(entries.reduce((bytes, entry) => bytes + entry.length, 0));
  let offset = 0;
  for (const entry of entries) {
    envelope.set(entry, offset);
    offset += entry.length;
  }
  return envelope;
}

/** Reads answers one by one; throws where they end in the middle of one, or are no bytes. */
export function* readAnswers(answers: unknown): Generator<Answer> {
  const view = new DataView(answers as ArrayBuffer);
  for (let offset = 0; offset < view.byteLength; ) {
    const length = view.getUint32(offset + 5, true);
    yield {
      index: view.getUint32(offset, true),
      kind: view.getUint8(offset + 4),
      bytes: new Uint8Array(answers as ArrayBuffer, offset + 9, length),
    };
    offset += 9 + length;
  }
}
