// Tauri's IPC as `@tauri-apps/api` uses it, so that the page needs no bundler.
const internals = window.__TAURI_INTERNALS__;

export const invoke = (command, payload, options) => internals.invoke(command, payload, options);

/** Calls `start` with a channel's text, and `receive` with each message, in order. */
export async function countTo(receive, start) {
  const early = new Map();
  let next = 0;
  const id = internals.transformCallback(({ index, message, end }) => {
    early.set(index, { message, end });
    for (let first; (first = early.get(next)); next += 1) {
      early.delete(next);
      if (!first.end) receive(first.message);
    }
  });
  await start(`__CHANNEL__:${id}`);
}
