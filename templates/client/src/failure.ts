import { Cancelled } from "./cancel.js";
import { ContractMismatchError, InvokeError, kinds } from "./errors.js";
import type { ErrorClass } from "./errors.js";
import { structured } from "./rejection.js";

/** How the text starts with which a call with another contract's hash is rejected. */
const MISMATCH = "pytauri-contract mismatch: ";

/**
 * What a promise rejects with, given what the transport rejected with: an error, unless the caller
 * cancelled the call for another reason.
 *
 * `errors` are the classes of the errors that the command is known to raise.
 */
export function failure(command: string, reason: unknown, errors: readonly ErrorClass[]): unknown {
  if (reason instanceof Cancelled) return reason.reason;
  if (reason instanceof Error) return reason;
  if (typeof reason === "string" && reason.startsWith(MISMATCH)) {
    return new ContractMismatchError(`${command}: ${reason.slice(MISMATCH.length)}`);
  }
  const rejection = structured(reason);
  return rejection ? rejected(command, rejection, errors) : new InvokeError(command, reason);
}

/** An error with the members of a rejection: see docs/protocol.md for what each kind has. */
function rejected(
  command: string,
  { kind, message, frames, ...members }: any,
  errors: readonly ErrorClass[],
): InvokeError {
  const own = errors.find(({ code }) => code === members.code);
  const known: ErrorClass = own ?? kinds[kind] ?? InvokeError;
  if (known.decode) members.data = known.decode(members.data);
  return Object.assign(new known(command, message ?? members.value ?? members.issues), members);
}
