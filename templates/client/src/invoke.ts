import { encodeBody } from "./body.js";
import { cancellable, throwIfCancelled } from "./cancel.js";
import type { Cancellation } from "./cancel.js";
import { openChannel } from "./channel.js";
import type { Opener } from "./channel.js";
import { contract } from "./contract.js";
import type { ErrorClass } from "./errors.js";
import { failure } from "./failure.js";
import { nextId } from "./ids.js";
import { currentTransport } from "./select.js";
import { CONTRACT_HEADER } from "./transport.js";
import type { Call, Transport } from "./transport.js";

const MARK = { [CONTRACT_HEADER]: contract };

/** What a single call may set. */
export interface CallOptions extends Cancellation {
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
 * Rejects with an `InvokeError` when the command was rejected: of the class among `errors` that has
 * the code of the error which the command raised, with a `ValidationError` for the body, and so on;
 * with a `ContractMismatchError` when it was not run because the program has another contract, with
 * another `TransportError` when no answer arrived, and with the signal's reason when the call was
 * cancelled by its caller.
 */
export function invoke<Result = unknown>(
  command: string,
  body?: unknown,
  options: CallOptions = {},
  result: "json" | "bytes" = "json",
  errors: readonly ErrorClass[] = [],
): Promise<Result> {
  const channels: number[] = [];
  let transport: Transport;
  let answer: Promise<Result>;
  const fail = (error: unknown): never => {
    channels.forEach((id) => transport.closeChannel(id));
    throw failure(command, error, errors);
  };
  // Not `async`, which takes a page longer until it has warmed up.
  try {
    transport = options.transport ?? currentTransport();
    throwIfCancelled(options);
    const call = newCall(command, body, options, transport, channels, result === "bytes");
    const cancel = (): void => transport.control(call, "cancel");
    answer = cancellable(transport.call(call) as Promise<Result>, options, cancel);
  } catch (error) {
    answer = Promise.reject(error);
  }
  return answer.catch(fail);
}

/**
 * A call, ready for `transport`, on which the channels in its body are opened.
 *
 * Their ids are added to `channels`, for the caller to close, even if this throws a `TypeError`
 * because the body has no JSON.
 */
export function newCall(
  command: string,
  body: unknown,
  { headers }: CallOptions,
  transport: Transport,
  channels: number[],
  rawResult = false,
): Call {
  const open: Opener = (channel) => {
    const id = openChannel(channel, transport);
    channels.push(id);
    return id;
  };
  return {
    id: nextId(),
    command,
    body: encodeBody(body, open),
    headers: headers ? { ...headers, ...MARK } : MARK,
    channels,
    rawResult,
  };
}
