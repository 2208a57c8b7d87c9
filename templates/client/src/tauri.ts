import { toBuffer } from "./body.js";
import { nextId } from "./ids.js";
import { batchTurns } from "./turn.js";
import { CONTRACT_HEADER } from "./transport.js";
import type { Call, Receive, Transport } from "./transport.js";

/** What Tauri puts into every page of its windows, and `@tauri-apps/api` builds on. */
interface TauriInternals {
  invoke(
    command: string,
    payload: object | null,
    options?: { headers: Readonly<Record<string, string>> },
  ): Promise<unknown>;
  transformCallback<Message = ChannelMessage>(callback: (message: Message) => void): number;
  unregisterCallback(id: number): void;
  readonly metadata: { readonly currentWebview: { readonly label: string } };
}

/** A channel's message, or its end; `index` counts both from 0. */
type ChannelMessage = { index: number; message: unknown } | { index: number; end: true };

/** What the bridge puts into the page of an app, on systems where that is the quicker way. */
interface BridgeInternals {
  /** Calls a command; `undefined` if the call should go Tauri's way. */
  invoke(
    command: string,
    text: string | null,
    headers: Readonly<Record<string, string>>,
  ): Promise<unknown> | undefined;
}

const surroundings = globalThis as {
  __TAURI_INTERNALS__?: TauriInternals;
  __PYTAURI_INTERNALS__?: BridgeInternals;
  __PYTAURI_PAGE__?: string;
};

/** Whether this page runs in a Tauri window. */
export function inTauri(): boolean {
  return surroundings.__TAURI_INTERNALS__ !== undefined;
}

/** The transport of a page in a Tauri window; chosen there by itself. */
export function tauriTransport(): Transport {
  return {
    call: batchTurns({ send, openCallback: openChannel, closeCallback: closeChannel }),
    control,
    openChannel,
    closeChannel,
    tauri: true,
  };
}

// By the names of its messages the bridge knows what Tauri sends twice, and which page is gone. A
// page may have loaded this library twice.
function nameOf(message: number): string {
  const page = (surroundings.__PYTAURI_PAGE__ ??= crypto
    .getRandomValues(new Uint32Array(2))
    .join("-"));
  return `${page}-${message}`;
}

async function send(call: Call): Promise<unknown> {
  const result = await post(call, call.id, call.headers, call.body);
  return call.rawResult ? toBuffer(result) : result;
}

// It goes as a call of the same command, which the page may call, and is answered by nothing.
function control(call: Call, verb: string, ...frames: number[]): void {
  const about = [verb, nameOf(call.id), ...frames].join(" ");
  const posted = post(call, nextId(), { "pytauri-control": about });
  posted.catch(() => {}); // Python is gone, and with it the call
}

// The headers stay a plain object: Tauri's postMessage fallback sends them as JSON, in which an
// instance of `Headers` is empty. Tauri would send `undefined` as `{}`, which is a body.
function post(
  call: Call,
  message: number,
  own: Call["headers"],
  body: Call["body"] = undefined,
): Promise<unknown> {
  const mark = `${call.headers[CONTRACT_HEADER]}/${nameOf(message)}`;
  const headers = { ...own, [CONTRACT_HEADER]: mark };
  const isText = typeof body !== "object";
  return (
    (isText && !call.rawResult
      ? surroundings.__PYTAURI_INTERNALS__?.invoke(call.command, body ?? null, headers)
      : undefined) ??
    internals().invoke(call.command, isText ? encode(body) : body, { headers })
  );
}

function encode(text: string | undefined): Uint8Array | null {
  return text === undefined ? null : new TextEncoder().encode(text);
}

// Tauri sends short messages by `eval` and long ones by `fetch`, so they overtake each other
// (tauri/src/ipc/channel.rs); `index` tells their order.
function openChannel(receive: Receive, end?: () => void): number {
  const early = new Map<number, ChannelMessage>();
  let next = 0;
  const id = internals().transformCallback((arrived) => {
    early.set(arrived.index, arrived);
    for (let message; (message = early.get(next)); next += 1) {
      early.delete(next);
      if ("end" in message) {
        closeChannel(id);
        end?.();
      } else receive(message.message);
    }
  });
  return id;
}

function closeChannel(id: number): void {
  internals().unregisterCallback(id);
}

/** What is called in the end; throws outside a Tauri window. */
export function internals(): TauriInternals {
  const internals = surroundings.__TAURI_INTERNALS__;
  if (internals) return internals;
  throw new Error("tauriTransport() works only in a page of a Tauri window");
}
