import { callEvents } from "./call_events.js";
import { throwLater } from "./channel.js";
import { currentTransport } from "./select.js";
import { tauriEvents } from "./tauri_events.js";

/** An event that Python sends. */
export interface Listenable<Payload> {
  /** Its name on the wire. */
  readonly name: string;
  /**
   * Calls `receive` with the payload of each event that Python sends to this window or to all.
   *
   * Resolves, once it listens, with a function that ends it. Rejects with an `InvokeError` when the
   * window may not listen, and with a `TransportError` when there is no way to Python. What
   * `receive` throws is reported as an uncaught error.
   */
  listen(receive: (payload: Payload) => void): Promise<() => void>;
  /** Listens until the first event; as `listen` else. */
  once(receive: (payload: Payload) => void): Promise<() => void>;
}

/** An event that Python listens to. */
export interface Emittable<Payload> {
  /** Its name on the wire. */
  readonly name: string;
  /**
   * Tells Python, and no other page.
   *
   * Resolves when the event has been sent: what its listeners do does not come back. Rejects as
   * `listen` of an event that Python sends.
   */
  emit(payload: Payload): Promise<void>;
}

/** How events get to Python and back. */
export interface EventSystem {
  listen(event: string, receive: (payload: unknown) => void): Promise<() => void>;
  emit(event: string, payload: unknown): Promise<void>;
}

/** Turns a payload on the wire into that of the page, or the other way round. */
type Convert = (payload: any) => any;

const same: Convert = (payload) => payload;

/** An event by its name; the generated constants are made by this, each with the type of its own. */
export function event(
  name: string,
  decode: Convert = same,
  encode: Convert = same,
): Listenable<any> & Emittable<any> {
  function listen(receive: (payload: any) => void): Promise<() => void> {
    return system().listen(name, (payload) => {
      try {
        receive(decode(payload));
      } catch (error) {
        throwLater(error);
      }
    });
  }

  function once(receive: (payload: any) => void): Promise<() => void> {
    let heard = false;
    const listening = listen((payload) => {
      if (heard) return;
      heard = true;
      void listening.then((unlisten) => unlisten());
      receive(payload);
    });
    return listening;
  }

  return { name, listen, once, emit: async (payload) => system().emit(name, encode(payload)) };
}

function system(): EventSystem {
  const transport = currentTransport();
  return transport.tauri ? tauriEvents : callEvents(transport);
}
