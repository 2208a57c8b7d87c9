// What the tests run in a page calls the generated functions as `app.greet(…)`, or Tauri's own
// client as `tauri.core.invoke("greet", …)`.
import * as app from "./client/index.js";
import * as core from "./tauri-api/core.js";
import * as event from "./tauri-api/event.js";

window.app = app;
window.tauri = { core, event };
