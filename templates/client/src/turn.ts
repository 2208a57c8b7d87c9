import { Batch, sendAlone } from "./batch.js";
import type { Ipc, Waiting } from "./batch.js";
import { encodeCall, fitsEnvelope } from "./envelope.js";
import { CONTRACT_HEADER } from "./transport.js";
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
  let turn: Waiting[] = [];

  function endTurn(): void {
    const calls = turn;
    turn = [];
    if (calls.length === 1) sendAlone(calls[0]!, ipc);
    else sendTogether(calls, ipc);
  }

  return (call) => {
    if (!mayShare(call)) return ipc.send(call);
    return new Promise((resolve, reject) => {
      if (turn.push({ call, resolve, reject }) === 1) queueMicrotask(endTurn);
    });
  };
}

function mayShare(call: Call): boolean {
  const small = call.body === undefined || call.body.length <= MAX_BODY_LENGTH;
  return small && fitsEnvelope(call) && hasOnlyMark(call.headers);
}

function hasOnlyMark(headers: Call["headers"]): boolean {
  for (const name in headers) if (name !== CONTRACT_HEADER) return false;
  return true;
}

function sendTogether(calls: readonly Waiting[], ipc: Ipc): void {
  const entries = calls.map(({ call }) => encodeCall(call));
  for (let start = 0, end; start < calls.length; start = end) {
    end = endOfBatch(entries, start);
    if (end === start + 1) sendAlone(calls[start]!, ipc);
    else void new Batch(calls.slice(start, end), ipc).send(entries.slice(start, end).join(""));
  }
}

/** Where the batch ends that starts at `start`; an entry that is too large is one of its own. */
function endOfBatch(entries: readonly string[], start: number): number {
  let end = start;
  let length = 0;
  do {
    length += entries[end]!.length;
    end += 1;
  } while (
    end < entries.length &&
    end < start + MAX_CALLS &&
    length + entries[end]!.length <= MAX_LENGTH
  );
  return end;
}
