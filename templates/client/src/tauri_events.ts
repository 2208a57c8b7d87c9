import type { EventSystem } from "./events.js";
import { failure } from "./failure.js";
import { internals } from "./tauri.js";

/** What Tauri's event plugin puts into every page. */
const plugin = globalThis as unknown as {
  __TAURI_EVENT_PLUGIN_INTERNALS__: { unregisterListener(event: string, id: number): void };
};

/**
 * Tauri's own event system, as `@tauri-apps/api/event` uses it.
 *
 * What is sent to another window is not heard, and what is emitted goes to the app alone.
 */
export const tauriEvents: EventSystem = {
  async listen(event, receive) {
    const tauri = internals();
    const target = { kind: "WebviewWindow", label: tauri.metadata.currentWebview.label };
    let listening = true;
    const handler = tauri.transformCallback<{ payload: unknown }>(({ payload }) => {
      if (listening) receive(payload);
    });
    const eventId = await command<number>("listen", { event, target, handler }).catch((error) => {
      tauri.unregisterCallback(handler);
      throw error;
    });
    return () => {
      if (!listening) return;
      listening = false;
      plugin.__TAURI_EVENT_PLUGIN_INTERNALS__.unregisterListener(event, eventId);
      command("unlisten", { event, eventId }).catch(() => {}); // nothing listens any more
    };
  },

  async emit(event, payload) {
    await command("emit_to", { target: { kind: "App" }, event, payload });
  },
};

async function command<Result>(name: string, payload: object): Promise<Result> {
  const command = `plugin:event|${name}`;
  try {
    return (await internals().invoke(command, payload)) as Result;
  } catch (error) {
    throw failure(command, error, []);
  }
}
