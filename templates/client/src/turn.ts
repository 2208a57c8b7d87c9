import { Batch, sendAlone } from "./batch.js";
import type { Ipc, Waiting } from "./batch.js";
import { encodeCall, fitsEnvelope } from "./envelope.js";
import type { Call } from "./transport.js";

/** The most that a batch may hold: calls, and characters of its envelope. */
const MAX_CALLS = 1000;
const MAX_LENGTH = 512 * 1024;

/** The largest body that goes in a batch, in characters. */
const MAX_BODY_LENGTH = 8 * 1024;

/**
 * Returns a function that sends the calls of one microtask turn together, as batches.
 *
 * A call that is alone in its turn is sent by itself. So is, at once, a call that is raw or large
 * or has headers of the caller's own.
 */
export function batchTurns(ipc: Ipc): (call: Call) => Promise<unknown> {
  const turn: Waiting[] = [];
  const endTurn = (): void => sendTogether(turn.splice(0), ipc);
  return (call) => {
    if (!mayShare(call)) return ipc.send(call);
    return new Promise((resolve, reject) => {
      if (turn.push({ call, resolve, reject }) === 1) queueMicrotask(endTurn);
    });
  };
}

// The header that names its channel keeps a stream from sharing.
function mayShare(call: Call): boolean {
  const small = (call.body?.length ?? 0) <= MAX_BODY_LENGTH;
  const onlyMarked = Object.keys(call.headers).length === 1;
  return small && onlyMarked && fitsEnvelope(call);
}

function sendTogether(calls: readonly Waiting[], ipc: Ipc): void {
  let batch: Waiting[] = [];
  let envelope = "";
  for (const waiting of calls) {
    const entry = encodeCall(waiting.call);
    if (batch.length === MAX_CALLS || envelope.length + entry.length > MAX_LENGTH) {
      sendBatch(batch, envelope, ipc);
      batch = [];
      envelope = "";
    }
    batch.push(waiting);
    envelope += entry;
  }
  sendBatch(batch, envelope, ipc);
}

/** Sends calls as one; a single one, whose name alone may be too large for a batch, as it is. */
function sendBatch(calls: readonly Waiting[], envelope: string, ipc: Ipc): void {
  if (calls.length > 1) void new Batch(calls, ipc).send(envelope);
  else calls.forEach((call) => sendAlone(call, ipc));
}
