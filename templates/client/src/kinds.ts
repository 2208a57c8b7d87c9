/** The errors of commands that fail otherwise than by errors of their own. */
import { InvokeError, kinds } from "./errors.js";

/** One thing that is wrong with a body. */
export interface ValidationIssue {
  /** The way to it, in the names and positions that the wire has; empty for the body itself. */
  readonly loc: readonly (string | number)[];
  /** What kind of thing is wrong, in pydantic's words, such as `"missing"`. */
  readonly type: string;
  /** What is wrong, in English. */
  readonly msg: string;
}

/** The body is not what the command takes; the command has not run. */
export class ValidationError extends InvokeError {
  override readonly name = "ValidationError";
  /** All that is wrong. */
  declare readonly issues: readonly ValidationIssue[];
}

/** The command failed in a way that is not for the page: the program's log has the rest. */
export class InternalError extends InvokeError {
  override readonly name = "InternalError";
  /** What to look for in the log. */
  declare readonly id: string;
}

/** The command was cancelled by the program before it had answered. */
export class CallCancelledError extends InvokeError {
  override readonly name = "CallCancelledError";
}

/** The command took longer than the program lets it. */
export class CallTimeoutError extends InvokeError {
  override readonly name = "CallTimeoutError";
}

Object.assign(kinds, {
  invalid: ValidationError,
  internal: InternalError,
  cancelled: CallCancelledError,
  timeout: CallTimeoutError,
});
