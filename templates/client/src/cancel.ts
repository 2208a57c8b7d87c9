/** The part of an `AbortSignal` that is used: not every program has its type. */
export interface CancelSignal {
  readonly aborted: boolean;
  readonly reason?: unknown;
  addEventListener(type: "abort", listener: () => void): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

/** What ends a call before its answer is there. */
export interface Cancellation {
  /** Cancels the call: the command is cancelled in Python, and the promise rejects with `reason`. */
  readonly signal?: CancelSignal | undefined;
  /** Milliseconds after which the call is cancelled, with a `DOMException` named `TimeoutError`. */
  readonly timeout?: number | undefined;
}

/**
 * Returns a promise of `answer` that rejects as soon as the call is cancelled.
 *
 * `cancel` is called once, and only if no answer had arrived.
 */
export function cancellable<T>(
  answer: Promise<T>,
  { signal, timeout }: Cancellation,
  cancel: () => void,
): Promise<T> {
  if (!signal && timeout === undefined) return answer;
  return new Promise((resolve, reject) => {
    function stop(reason: unknown): void {
      reject(new Cancelled(reason));
      release();
      cancel();
    }
    const abort = (): void => stop(signal!.reason);
    const expire = (): void =>
      stop(new DOMException(`no answer within ${timeout} ms`, "TimeoutError"));
    const timer = timeout === undefined ? undefined : setTimeout(expire, timeout);
    function release(): void {
      signal?.removeEventListener("abort", abort);
      clearTimeout(timer);
    }
    signal?.addEventListener("abort", abort);
    answer.then(resolve, reject).finally(release);
  });
}

/** Throws what a call is rejected with if it is cancelled before it is sent. */
export function throwIfCancelled({ signal }: Cancellation): void {
  if (signal?.aborted) throw new Cancelled(signal.reason);
}

/** Carries the reason, which may be any value, past what is made of a rejection. */
export class Cancelled {
  readonly reason: unknown;

  constructor(reason: unknown) {
    this.reason = reason;
  }
}
