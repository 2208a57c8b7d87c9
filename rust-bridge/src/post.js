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

function post(command, text, headers, callback, error) {
  const options = { headers };
  const message = stringify({ cmd: command, callback, error, payload: text, options });
  // No `toJSON` of the page's gets to see the key.
  window.ipc.postMessage(`{"__TAURI_INVOKE_KEY__":${KEY},${message.slice(1)}`);
}

function postCall(command, text, headers) {
  const { transformCallback, unregisterCallback } = window.__TAURI_INTERNALS__;
  return new Promise((resolve, reject) => {
    const once = (settle, other) =>
      transformCallback((value) => {
        unregisterCallback(other());
        settle(value);
      }, true);
    const callback = once(resolve, () => error);
    const error = once(reject, () => callback);
    post(command, text, headers, callback, error);
  });
}

// Nobody waits for the answer to a message about a call, so the page is spared the script.
function postControl(command, headers) {
  post(command, null, { ...headers, "pytauri-unanswered": "" }, 0, 0);
  return Promise.resolve(null);
}

Object.defineProperty(window, "__PYTAURI_INTERNALS__", {
  value: Object.freeze({
    // Calls a command with a body in JSON or `null`; `undefined` if Tauri's way is the better.
    invoke(command, text, headers) {
      if (!isQuick(text) || !isReadable(command, headers)) return undefined;
      if ("pytauri-control" in headers) return postControl(command, headers);
      return postCall(command, text, headers);
    },
  }),
});
