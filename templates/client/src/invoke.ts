import { encodeBody } from "./body.js";
import { openChannel } from "./channel.js";
import { contract } from "./contract.js";
import { InvokeError } from "./errors.js";
import { currentTransport } from "./select.js";
import type { Transport } from "./transport.js";

/** What a single call may set. */
export interface CallOptions {
  /**
   * Headers that the command sees as its `headers`.
   *
   * `authorization`, `content-type` and names that start with `pytauri-` belong to the transport.
   */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** The way this one call goes, whatever `setTransport` said. */
  readonly transport?: Transport | undefined;
}

/**
 * Calls a Python command by name; the generated functions call this.
 *
 * Returns the command's result: parsed JSON, or an `ArrayBuffer` for a command that returns
 * `bytes`. Rejects with an {@link InvokeError} when the command was rejected, and with a
 * `TransportError` when no answer arrived.
 */
export async function invoke<Result = unknown>(
  command: string,
  body?: unknown,
  options: CallOptions = {},
): Promise<Result> {
  const transport = options.transport ?? currentTransport();
  const headers = { ...options.headers, "pytauri-contract": contract };
  const channels: number[] = [];
  try {
    const encoded = encodeBody(body, (channel) => {
      const id = openChannel(channel, transport);
      channels.push(id);
      return id;
    });
    return (await transport.call({ command, body: encoded, headers, channels })) as Result;
  } catch (error) {
    channels.forEach((id) => transport.closeChannel(id));
    throw error instanceof Error ? error : new InvokeError(command, error);
  }
}
