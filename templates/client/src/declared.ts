/** The errors that the program's author declares. */
import { InvokeError, kinds } from "./errors.js";
import type { ErrorClass } from "./errors.js";

/**
 * An error that a command raised, of which its author made a class: the generated client has one
 * too, and `instanceof` or `code` tells which.
 *
 * `message` is for people to read, and does not name the command. An error that the command is not
 * known to raise is of this very class.
 */
export class CommandError<Code extends string = string, Data = unknown> extends InvokeError {
  override readonly name: string = "CommandError";
  /** Which error it is. */
  declare readonly code: Code;
  /** The fields of the error. */
  declare readonly data: Data;

  constructor(
    command: string,
    message: string,
    content?: { readonly code: Code; readonly data: Data },
  ) {
    super(command, message);
    this.message = message;
    Object.assign(this, content);
  }
}

kinds["error"] = CommandError;

/** Makes the class of an error; the generated modules do so for each class of the program. */
export function declareError(code: string, decode?: ErrorClass["decode"]): ErrorClass {
  const named = {
    [code]: class extends CommandError {
      static readonly code = code;
      static readonly decode = decode;
      override readonly name = code;
    },
  };
  return named[code]!;
}
