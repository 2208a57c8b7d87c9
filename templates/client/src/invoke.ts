import { encodeBody } from "./body.js";
import { openChannel } from "./channel.js";
import { contract } from "./contract.js";
import { ContractMismatchError, InvokeError } from "./errors.js";
import { currentTransport } from "./select.js";
import { CONTRACT_HEADER } from "./transport.js";
import type { Transport } from "./transport.js";

const MARK = { [CONTRACT_HEADER]: contract };

/** How the text starts with which a call with another contract's hash is rejected. */
const MISMATCH = "pytauri-contract mismatch: ";

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
 * `bytes`. For such a command `result` is `"bytes"`: where Tauri's own protocol is blocked, bytes
 * arrive as an array of numbers, which then becomes the `ArrayBuffer`.
 *
 * Rejects with an {@link InvokeError} when the command was rejected, with a
 * {@link ContractMismatchError} when it was not run because the program has another contract, and
 * with another `TransportError` when no answer arrived.
 */
export async function invoke<Result = unknown>(
  command: string,
  body?: unknown,
  options: CallOptions = {},
  result: "json" | "bytes" = "json",
): Promise<Result> {
  const transport = options.transport ?? currentTransport();
  const headers = options.headers ? { ...options.headers, ...MARK } : MARK;
  const rawResult = result === "bytes";
  const channels: number[] = [];
  try {
    const wireBody = encodeBody(body, (channel) => {
      const id = openChannel(channel, transport);
      channels.push(id);
      return id;
    });
    const call = { command, body: wireBody, headers, channels, rawResult };
    return (await transport.call(call)) as Result;
  } catch (error) {
    channels.forEach((id) => transport.closeChannel(id));
    throw failure(command, error);
  }
}

function failure(command: string, reason: unknown): Error {
  if (reason instanceof Error) return reason;
  if (typeof reason === "string" && reason.startsWith(MISMATCH)) {
    return new ContractMismatchError(`${command}: ${reason.slice(MISMATCH.length)}`);
  }
  return new InvokeError(command, reason);
}
