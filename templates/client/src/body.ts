import { withChannels } from "./channel.js";
import type { Opener } from "./channel.js";
import type { Call } from "./transport.js";

/**
 * Turns the body of a call into what the wire carries.
 *
 * `undefined` is no body, an `ArrayBuffer` or a view of one is sent as it is, and anything else
 * becomes JSON, in which each channel stands as `"__CHANNEL__:<id>"` with the id from `open`.
 *
 * Throws a `TypeError` when the body has no JSON: a function, a symbol, a `bigint` or a cycle.
 */
export function encodeBody(body: unknown, open: Opener): Call["body"] {
  if (body === undefined) return body;
  if (body instanceof ArrayBuffer) return new Uint8Array(body);
  if (ArrayBuffer.isView(body)) {
    return new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
  }
  const json = withChannels(open, () => JSON.stringify(body) as string | undefined);
  if (json === undefined) throw new TypeError(`a ${typeof body} can't be sent as JSON`);
  return json;
}

/** Raw bytes as they arrive: Tauri's fallback has made them an array of numbers. */
export function toBuffer(bytes: unknown): unknown {
  return Array.isArray(bytes) ? new Uint8Array(bytes as number[]).buffer : bytes;
}
