import { Channel } from "./channel.js";
import type { Call } from "./transport.js";

/** The body of a call as the wire carries it. */
type Body = Pick<Call, "body" | "rawBody">;

/**
 * Turns the body of a call into what the wire carries.
 *
 * `undefined` is no body, an `ArrayBuffer` or a view of one is sent as it is, and anything else
 * becomes JSON, in which each channel stands as `"__CHANNEL__:<id>"` with the id from `open`.
 *
 * Throws a `TypeError` when the body has no JSON: a function, a symbol, a `bigint` or a cycle.
 */
export function encodeBody(body: unknown, open: (channel: Channel) => number): Body {
  if (body === undefined) return { body, rawBody: false };
  if (body instanceof ArrayBuffer) return { body: new Uint8Array(body), rawBody: true };
  if (ArrayBuffer.isView(body)) {
    return { body: new Uint8Array(body.buffer, body.byteOffset, body.byteLength), rawBody: true };
  }
  const json: string | undefined = JSON.stringify(body, (_key, value: unknown) =>
    value instanceof Channel ? `__CHANNEL__:${open(value)}` : value,
  );
  if (json === undefined) throw new TypeError(`a ${typeof body} can't be sent as JSON`);
  return { body: new TextEncoder().encode(json), rawBody: false };
}
