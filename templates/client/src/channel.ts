import type { Transport } from "./transport.js";

/**
 * Takes the messages that Python sends while a command runs, or after it.
 *
 * A channel may stand anywhere in the body of a call, or be the body. It is opened anew for each
 * place where it stands, so one channel may take the messages of many calls. Messages arrive in
 * the order in which they were sent: JSON values, or an `ArrayBuffer` for raw bytes. When the
 * call is rejected, the channel is closed for that call.
 */
export class Channel<T = unknown> {
  #onmessage: (message: T) => void;

  /** Messages that arrive while there is no `onmessage` are dropped. */
  constructor(onmessage: (message: T) => void = () => {}) {
    this.#onmessage = onmessage;
  }

  /**
   * Called with every message.
   *
   * What it throws is reported as an uncaught error and does not hold up later messages.
   */
  get onmessage(): (message: T) => void {
    return this.#onmessage;
  }

  set onmessage(onmessage: (message: T) => void) {
    this.#onmessage = onmessage;
  }

  /** How `JSON.stringify` writes the channel; only within the body of a call. */
  toJSON(): string {
    if (open) return `__CHANNEL__:${open(this)}`;
    throw new TypeError("a channel can be sent only in the body of a call");
  }
}

// JSON.stringify asks each channel by itself, as a replacer would be asked about every value.
let open: Opener | undefined;

/** Runs `stringify`, in which each channel that is written is given an id by `opening`. */
export function withChannels<T>(opening: Opener, stringify: () => T): T {
  const outer = open;
  open = opening;
  try {
    return stringify();
  } finally {
    open = outer;
  }
}

/** Gives a channel, of whatever messages, the id by which Python addresses it. */
export type Opener = (channel: Channel<never>) => number;

/** Opens `channel` on `transport` and returns its id there. */
export function openChannel(channel: Channel<never>, transport: Transport): number {
  return transport.openChannel((message) => {
    try {
      channel.onmessage(message as never);
    } catch (error) {
      throwLater(error);
    }
  });
}

/** Throws `error` outside the caller, where the platform reports it as uncaught. */
export function throwLater(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
