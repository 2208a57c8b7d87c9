/** Takes one message of a channel: parsed JSON, or an `ArrayBuffer` for raw bytes. Never throws. */
export type Receive = (message: unknown) => void;

/** The two ends of a promise. */
export interface Settle {
  resolve(value: unknown): void;
  reject(reason: unknown): void;
}

/** The header that marks the calls of this library; its value is the contract's hash. */
export const CONTRACT_HEADER = "pytauri-contract";

/** One call of a command, ready for the wire. */
export interface Call {
  /** The page's number for the call, which no other has. */
  readonly id: number;
  readonly command: string;
  /** JSON text, or raw bytes; `undefined` for a command without a body. */
  readonly body: string | Uint8Array | undefined;
  /** Whether the command is known to return raw bytes. */
  readonly rawResult: boolean;
  readonly headers: Readonly<Record<string, string>>;
  /** The ids of its channels, all that the body names included, opened on the same transport. */
  readonly channels: readonly number[];
}

/** A way to Python: what a host offers to the page. */
export interface Transport {
  /**
   * Sends one call.
   *
   * Resolves with the parsed JSON or the `ArrayBuffer` that the command returned. Rejects with
   * the value that the command was rejected with or, when no answer arrived, with an `Error`.
   */
  call(call: Call): Promise<unknown>;

  /**
   * Tells Python something about a call that has been given to `call`: to cancel it, or how many
   * frames of its stream have been received.
   *
   * Nothing tells whether it arrives; a call that has ended ignores it.
   */
  control(call: Call, verb: "cancel"): void;
  control(call: Call, verb: "received", frames: number): void;

  /**
   * Opens a channel and returns the id by which Python addresses it.
   *
   * `receive` gets the messages in the order in which Python sent them.
   */
  openChannel(receive: Receive): number;

  /** Forgets a channel: what Python still sends on it is dropped. */
  closeChannel(id: number): void;

  /** Whether events go by Tauri's own event system; else they go by calls and channels. */
  readonly tauri?: boolean;
}
