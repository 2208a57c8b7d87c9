import { Channel } from "./channel.js";
import type { EventSystem } from "./events.js";
import { invoke } from "./invoke.js";
import type { Transport } from "./transport.js";

/**
 * Events on a transport that has calls and channels only.
 *
 * The calls are those of Tauri's event plugin, but for the handler, which is a channel.
 */
export function callEvents(transport: Transport): EventSystem {
  function command<Result>(name: string, body: object): Promise<Result> {
    return invoke(`plugin:event|${name}`, body, { transport });
  }

  return {
    async listen(event, receive) {
      const handler = new Channel<unknown>(receive);
      const eventId = await command<number>("listen", { event, handler });
      let listening = true;
      return () => {
        if (!listening) return;
        listening = false;
        handler.onmessage = () => {};
        command("unlisten", { event, eventId }).catch(() => {}); // Python is gone
      };
    },

    async emit(event, payload) {
      await command("emit_to", { target: { kind: "App" }, event, payload });
    },
  };
}
