import { cancelled, Channel, count, echo, greet, holdGil, items, keepBusy, report, waitForCancel } from "./client/index.js";
import { measure } from "./measure.js";
import { countTo, invoke } from "./tauri.js";

const python = {
  greet: (n) => greet({ name: "a", n }),
  echo: (bytes) => echo(bytes),
  count: (n, receive) => count({ n, on_message: new Channel(receive) }),
  items: (n) => items(n),
  waitForCancel: (signal) => waitForCancel({ signal }),
  cancelled: () => cancelled(),
};
const rust = {
  greet: (n) => invoke("rust_greet", { name: "a", n }),
  echo: (bytes) => invoke("rust_echo", bytes),
  count: (n, receive) => countTo(receive, (onMessage) => invoke("rust_count", { n, onMessage })),
};
const results = await measure({ python, rust, holdGil, keepBusy }).catch((error) => ({ error: `${error}` }));
await report(JSON.stringify(results));
