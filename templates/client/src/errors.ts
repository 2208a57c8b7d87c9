/** The command was rejected: Python raised, or the host refused to run it. */
export class InvokeError extends Error {
  override readonly name: string = "InvokeError";
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

/** A class of errors that Python's rejections are told as. */
export interface ErrorClass {
  new (command: string, value: string): InvokeError;
  /** Of a class that the program declares, the code of its errors. */
  readonly code?: string;
  /** Turns the data of such an error on the wire into what the class has. */
  readonly decode?: ((data: any) => unknown) | undefined;
}

/**
 * The classes for the kinds of rejections. Each module of classes adds its own, and is part of a
 * page only if the page uses one of them: no other page could tell them from an `InvokeError`.
 */
export const kinds: Record<string, ErrorClass> = {};

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
