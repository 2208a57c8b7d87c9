import { serveTransport } from "./serve.js";
import type { Transport } from "./transport.js";

/** The name of the token in the address of the page and in the tab's session storage. */
const TOKEN = "pytauri-token";

/** The transport of a page that a serve host serves, if this is one. */
export function pageTransport(): Transport | undefined {
  if (typeof document === "undefined") return undefined;
  keepToken();
  const token = sessionStorage.getItem(TOKEN);
  return token === null ? undefined : serveTransport({ url: location.origin, token });
}

// The token leaves the address bar, where it would be copied and kept in the history. The tab
// remembers it, so that the page can be reloaded.
function keepToken(): void {
  const token = new URLSearchParams(location.hash.slice(1)).get(TOKEN);
  if (token === null) return;
  sessionStorage.setItem(TOKEN, token);
  history.replaceState(history.state, "", location.pathname + location.search);
}
