import { cancellable, throwIfCancelled } from "./cancel.js";
import type { ErrorClass } from "./errors.js";
import { failure } from "./failure.js";
import { Frames } from "./frames.js";
import { newCall } from "./invoke.js";
import type { CallOptions } from "./invoke.js";
import { currentTransport } from "./select.js";

/** After how many frames Python is told that they have been read; it waits after twice as many. */
const FRAMES_READ = 8;

/**
 * Calls a Python command that yields; the generated functions call this.
 *
 * The command starts when the first item is asked for. Items come in frames, and Python waits when
 * a few of them have not been read. Leaving the loop cancels the command. For a command that yields
 * `bytes`, `item` is `"bytes"`.
 *
 * Throws, when they have all been read, what {@link invoke} rejects with.
 */
export async function* stream<Item = unknown>(
  command: string,
  body?: unknown,
  options: CallOptions = {},
  item: "json" | "bytes" = "json",
  errors: readonly ErrorClass[] = [],
): AsyncGenerator<Item, void, undefined> {
  const transport = options.transport ?? currentTransport();
  const frames = new Frames<Item>(item === "bytes");
  const channels: number[] = [];
  try {
    throwIfCancelled(options);
    const stream = transport.openChannel(frames.receive);
    channels.push(stream);
    const headers = { ...options.headers, "pytauri-stream": `${stream}` };
    const call = newCall(command, body, { headers }, transport, channels);
    frames.endWith(cancellable(transport.call(call), options, () => {}));
    try {
      for (let read = 1, frame; (frame = await frames.next()); read += 1) {
        yield* frame;
        if (read % FRAMES_READ === 0) transport.control(call, "received", read);
      }
    } finally {
      if (!frames.answered) transport.control(call, "cancel");
    }
  } catch (error) {
    throw failure(command, error, errors);
  } finally {
    channels.forEach((id) => transport.closeChannel(id));
  }
}
