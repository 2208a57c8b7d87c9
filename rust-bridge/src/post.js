// What the bridge puts into each page, beside Tauri's own scripts; see post.rs.
const { stringify } = JSON;
const KEY = stringify(__INVOKE_KEY__);
const LONGEST = 65536;

// What Tauri's side of `postMessage` can't read, it drops, and the call would never be answered:
// there, an address must be an `http::Uri` with a host, and headers an `http::HeaderMap`.
const ADDRESS = /^[a-z][a-z\d+.-]*:\/\/[^/][!-~]{0,4096}$/;
const COMMAND = /^[!-~]+$/;
const HEADER = /^[\w-]+:[ -~]*$/;

function isReadable(command, headers) {
  return (
    ADDRESS.test(location.href) &&
    COMMAND.test(command) &&
    Object.entries(headers).every((header) => HEADER.test(header.join(":")))
  );
}

// Until a page has been loaded, wry holds back the scripts that bring answers.
function isQuick(text) {
  return document.readyState === "complete" && !(text?.length > LONGEST);
}

function post(command, text, headers) {
  const { transformCallback, unregisterCallback } = window.__TAURI_INTERNALS__;
  return new Promise((resolve, reject) => {
    const once = (settle, other) =>
      transformCallback((value) => {
        unregisterCallback(other());
        settle(value);
      }, true);
    const callback = once(resolve, () => error);
    const error = once(reject, () => callback);
    const message = { cmd: command, callback, error, payload: text, options: { headers } };
    // No `toJSON` of the page's gets to see the key.
    const json = `{"__TAURI_INVOKE_KEY__":${KEY},${stringify(message).slice(1)}`;
    window.ipc.postMessage(json);
  });
}

Object.defineProperty(window, "__PYTAURI_INTERNALS__", {
  value: Object.freeze({
    // Calls a command with a body in JSON or `null`; `undefined` if Tauri's way is the better.
    invoke(command, text, headers) {
      return isQuick(text) && isReadable(command, headers)
        ? post(command, text, headers)
        : undefined;
    },
  }),
});
