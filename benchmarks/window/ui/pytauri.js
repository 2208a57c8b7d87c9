// What pytauri's own client does (crates/tauri-plugin-pytauri/guest-js): every command goes by one
// Tauri command, and its name in a header.
import { measure } from "./measure.js";
import { countTo, invoke } from "./tauri.js";

const encoder = new TextEncoder();

function call(name, body) {
  const bytes = body instanceof Uint8Array ? body : encoder.encode(JSON.stringify(body));
  return invoke("plugin:pytauri|pyfunc", bytes, { headers: { pyfunc: name } });
}

const python = {
  greet: (n) => call("greet", { name: "a", n }),
  echo: (bytes) => call("echo", bytes),
  count: (n, receive) => countTo(receive, (id) => call("count", { n, on_message: id })),
};
// The wheel takes no Rust of ours, so the yardstick is a small command of Tauri's own.
const rust = { greet: () => invoke("plugin:app|version", {}) };
const results = await measure({ python, rust }).catch((error) => ({ error: `${error}` }));
await call("report", JSON.stringify(results));
