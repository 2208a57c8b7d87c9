/** Errors as results, for clients that are configured with `typescript.errors = "result"`. */
import { CommandError } from "./declared.js";

/** What a command returned, or the error of its own that it raised. */
export type Result<T, E> =
  | { readonly ok: true; readonly value: T; readonly error?: undefined }
  | { readonly ok: false; readonly value?: undefined; readonly error: E };

/** Resolves with the outcome of a call; rejects with what the command is not known to raise. */
export async function toResult<T, E>(call: Promise<T>): Promise<Result<T, E>> {
  try {
    return { ok: true, value: await call };
  } catch (error) {
    if (!(error instanceof CommandError) || error.constructor === CommandError) throw error;
    return { ok: false, error: error as E };
  }
}
