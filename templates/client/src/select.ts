import { TransportError } from "./errors.js";
import { pageTransport } from "./page.js";
import { inTauri, tauriTransport } from "./tauri.js";
import type { Transport } from "./transport.js";

let current: Transport | undefined;

/**
 * Sets the way that calls go from now on; `undefined` goes back to the automatic choice.
 *
 * A page needs this only where the automatic choice finds nothing: a Tauri window and a page
 * opened at the address that the serve host prints are recognised at the first call.
 */
export function setTransport(transport: Transport | undefined): void {
  current = transport;
}

/** The transport that was set or, at the first call, the one that the surroundings offer. */
export function currentTransport(): Transport {
  current ??= inTauri() ? tauriTransport() : pageTransport();
  if (current) return current;
  throw new TransportError(
    "no way to Python: neither a Tauri window nor a page with the serve host's token. " +
      "Open the address that the serve host printed, " +
      "or call setTransport(serveTransport({ url, token })).",
  );
}
