import { toBuffer } from "./body.js";
import { REJECTED, RESOLVED, RESOLVED_RAW } from "./envelope.js";
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
  readonly #ipc: Ipc;
  /** By number; those that are answered have been taken out. */
  readonly #waiting: (Waiting | undefined)[];
  #answered = false;
  #callback: number | undefined;
  #callbackUsed = false;
  #callbackEnded = false;

  constructor(calls: readonly Waiting[], ipc: Ipc) {
    this.#ipc = ipc;
    this.#waiting = [...calls];
  }

  /** Sends the calls as this envelope, and settles each of them. Never rejects. */
  async send(envelope: string): Promise<void> {
    try {
      this.#receive(await this.#ipc.send(this.#asCall(envelope)));
      this.#answered = true;
      this.#finish();
    } catch (reason) {
      if (reason === TWICE) return this.#fail("the answer to a batch was lost");
      if (reason !== REFUSED) this.#take(0)?.reject(reason);
      this.#close().forEach((call) => sendAlone(call, this.#ipc));
    }
  }

  // It goes as a call of its first command: Tauri judges whether that may be called, and no
  // permission of our own is needed.
  #asCall(envelope: string): Call {
    const { call } = this.#waiting[0]!;
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
    const headers = { ...call.headers, "pytauri-batch": `${this.#callback}` };
    return { ...call, id: nextId(), body: envelope, headers };
  }

  #receive(answers: unknown): void {
    try {
      for (const answer of JSON.parse(answers as string) as Answer[]) {
        // Not taken apart, which takes as long as all the rest until a page has warmed up.
        settle(this.#take(answer[0]), answer[1], answer[2]);
      }
    } catch (cause) {
      this.#fail("the answer to a batch could not be read", cause);
    }
  }

  #take(index: number): Waiting | undefined {
    const known = typeof index === "number" && index in this.#waiting;
    if (!known) throw new RangeError(`no call ${index}`);
    const waiting = this.#waiting[index];
    this.#waiting[index] = undefined;
    return waiting;
  }

  // Once the callback is used, its end will come: forgotten earlier, Tauri would warn of it.
  #finish(): void {
    if (!this.#answered) return;
    if (this.#callbackEnded) this.#fail("the batch ended before the answer arrived");
    else if (!this.#callbackUsed && !this.#waiting.some(Boolean)) this.#close();
  }

  #fail(message: string, cause?: unknown): void {
    this.#close().forEach(({ reject }) => reject(new TransportError(message, { cause })));
  }

  /** Forgets the callback, and returns the calls that are not answered. */
  #close(): Waiting[] {
    if (this.#callback !== undefined) this.#ipc.closeCallback(this.#callback);
    const unanswered = this.#waiting.filter((call) => call !== undefined);
    this.#waiting.fill(undefined);
    return unanswered;
  }
}

/** Sends a call by itself, and settles it. */
export function sendAlone({ call, resolve, reject }: Waiting, ipc: Ipc): void {
  ipc.send(call).then(resolve, reject);
}

function settle(call: Settle | undefined, kind: number, value: unknown): void {
  if (kind === RESOLVED) call?.resolve(value);
  else if (kind === RESOLVED_RAW) call?.resolve(toBuffer(value));
  else if (kind === REJECTED) call?.reject(value);
  else call?.reject(new TransportError(`the answer is of an unknown kind, ${kind}`));
}
