/** The command was rejected: Python raised, or the host refused to run it. */
export class InvokeError extends Error {
  override readonly name = "InvokeError";
  /** The name of the command. */
  readonly command: string;
  /** What the command was rejected with; for an `InvokeException`, its value. */
  readonly value: unknown;

  constructor(command: string, value: unknown) {
    super(`${command}: ${typeof value === "string" ? value : JSON.stringify(value)}`);
    this.command = command;
    this.value = value;
  }
}

/** No answer arrived: the host could not be reached, refused the request or went away. */
export class TransportError extends Error {
  override readonly name: string = "TransportError";
}

/**
 * The client and the program were generated from different contracts; the command has not run.
 *
 * The message tells both contracts, and what to run.
 */
export class ContractMismatchError extends TransportError {
  override readonly name = "ContractMismatchError";
}
