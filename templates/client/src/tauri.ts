import type { Receive, Transport } from "./transport.js";

/** What Tauri puts into every page of its windows, and `@tauri-apps/api` builds on. */
interface TauriInternals {
  invoke(
    command: string,
    payload: Uint8Array | undefined,
    options: { headers: Readonly<Record<string, string>> },
  ): Promise<unknown>;
  transformCallback(callback: (message: ChannelMessage) => void): number;
  unregisterCallback(id: number): void;
}

/** A channel's message, or its end; `index` counts both from 0. */
type ChannelMessage = { index: number; message: unknown } | { index: number; end: true };

const surroundings = globalThis as { __TAURI_INTERNALS__?: TauriInternals };

/** Whether this page runs in a Tauri window. */
export function inTauri(): boolean {
  return surroundings.__TAURI_INTERNALS__ !== undefined;
}

/** The transport of a page in a Tauri window; chosen there by itself. */
export function tauriTransport(): Transport {
  return {
    // The headers stay a plain object: Tauri's postMessage fallback sends them as JSON, in which
    // an instance of `Headers` is empty.
    call: ({ command, body, headers }) => internals().invoke(command, body, { headers }),
    openChannel,
    closeChannel: (id) => internals().unregisterCallback(id),
  };
}

// Tauri sends short messages by `eval` and long ones by `fetch`, so they overtake each other
// (tauri/src/ipc/channel.rs); `index` tells their order.
function openChannel(receive: Receive): number {
  const early = new Map<number, ChannelMessage>();
  let next = 0;
  const id = internals().transformCallback((arrived) => {
    early.set(arrived.index, arrived);
    for (let message; (message = early.get(next)); next += 1) {
      early.delete(next);
      if ("end" in message) internals().unregisterCallback(id);
      else receive(message.message);
    }
  });
  return id;
}

function internals(): TauriInternals {
  const internals = surroundings.__TAURI_INTERNALS__;
  if (internals) return internals;
  throw new Error("tauriTransport() works only in a page of a Tauri window");
}
