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
}

/** Opens `channel` on `transport` and returns its id there. */
export function openChannel(channel: Channel, transport: Transport): number {
  return transport.openChannel((message) => {
    try {
      channel.onmessage(message);
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
