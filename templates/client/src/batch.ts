import { REJECTED, RESOLVED, RESOLVED_RAW, resultOf } from "./envelope.js";
import type { Answer } from "./envelope.js";
import { TransportError } from "./errors.js";
import { nextId } from "./ids.js";
import type { Call, Settle } from "./transport.js";

/** What a batch is rejected with when its calls are to come one by one. */
const REFUSED = "pytauri-batch refused";

/** What it is rejected with when its calls run already: its answer was lost, as the page left. */
const TWICE = "pytauri-batch came twice";

/** The parts of Tauri's IPC that carry a batch. */
export interface Ipc {
  /** Sends one call by itself. */
  send(call: Call): Promise<unknown>;
  /** Registers a callback that takes messages in order, and is forgotten at their end. */
  openCallback(receive: (answers: unknown) => void, end: () => void): number;
  closeCallback(id: number): void;
}

/** A call that waits for its answer. */
export interface Waiting extends Settle {
  readonly call: Call;
}

/**
 * Calls that travel as one, until each of them is answered.
 *
 * The answer to the batch holds the answers that were ready. The others come by a callback, and may
 * overtake it. The first answer to a call counts.
 */
export class Batch {
  readonly #calls: readonly Waiting[];
  readonly #ipc: Ipc;
  /** By number, as `calls`; those that are answered have been taken out. */
  readonly #waiting: (Waiting | undefined)[];
  #unanswered: number;
  #answered = false;
  #callback: number | undefined;
  #callbackUsed = false;
  #callbackEnded = false;

  constructor(calls: readonly Waiting[], ipc: Ipc) {
    this.#calls = calls;
    this.#ipc = ipc;
    this.#waiting = [...calls];
    this.#unanswered = calls.length;
  }

  /** Sends the calls as this envelope, and settles each of them. Never rejects. */
  async send(envelope: string): Promise<void> {
    try {
      this.#receive(await this.#ipc.send(this.#asCall(envelope)));
    } catch (reason) {
      this.#sendOneByOne(reason);
      return;
    }
    this.#answered = true;
    this.#finish();
  }

  // It goes as a call of its first command: Tauri judges whether that may be called, and no
  // permission of our own is needed.
  #asCall(envelope: string): Call {
    const { command, headers } = this.#calls[0]!.call;
    this.#callback = this.#ipc.openCallback(
      (answers) => {
        this.#callbackUsed = true;
        this.#receive(answers);
      },
      () => {
        this.#callbackEnded = true;
        this.#finish();
      },
    );
    const all = { ...headers, "pytauri-batch": `${this.#callback}` };
    const id = nextId();
    return { id, command, body: envelope, rawResult: false, headers: all, channels: [] };
  }

  #receive(answers: unknown): void {
    try {
      for (const answer of answers as Iterable<Answer>) {
        const waiting = this.#take(answer[0]);
        if (waiting) settle(waiting, answer);
      }
    } catch (cause) {
      this.#fail("the answer to a batch of calls could not be read", cause);
    }
  }

  #take(index: number): Waiting | undefined {
    const known = typeof index === "number" && index in this.#calls;
    if (!known) throw new RangeError(`no call ${index}`);
    const waiting = this.#waiting[index];
    if (waiting) this.#unanswered -= 1;
    this.#waiting[index] = undefined;
    return waiting;
  }

  // Once the callback is used, its end will come: forgotten earlier, Tauri would warn of it.
  #finish(): void {
    if (!this.#answered) return;
    if (this.#callbackEnded) this.#fail("the batch ended before the call was answered");
    else if (!this.#callbackUsed && this.#unanswered === 0) this.#close();
  }

  #fail(message: string, cause?: unknown): void {
    this.#close().forEach(({ reject }) => reject(new TransportError(message, { cause })));
  }

  #sendOneByOne(reason: unknown): void {
    if (reason === TWICE) return this.#fail("the answer to a batch of calls was lost");
    if (reason !== REFUSED) this.#take(0)?.reject(reason);
    this.#close().forEach((waiting) => sendAlone(waiting, this.#ipc));
  }

  /** Forgets the callback, and returns the calls that are not answered. */
  #close(): Waiting[] {
    if (this.#callback !== undefined) this.#ipc.closeCallback(this.#callback);
    const unanswered = this.#waiting.filter((waiting) => waiting !== undefined);
    this.#waiting.fill(undefined);
    this.#unanswered = 0;
    return unanswered;
  }
}

/** Sends a call by itself, and settles it. */
export function sendAlone({ call, resolve, reject }: Waiting, ipc: Ipc): void {
  ipc.send(call).then(resolve, reject);
}

function settle({ resolve, reject }: Waiting, answer: Answer): void {
  const kind = answer[1];
  if (kind === RESOLVED || kind === RESOLVED_RAW) resolve(resultOf(answer));
  else if (kind === REJECTED) reject(answer[2]);
  else reject(new TransportError(`the answer is of an unknown kind, ${kind}`));
}
