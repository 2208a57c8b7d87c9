import { toBuffer } from "./body.js";
import { Cancelled } from "./cancel.js";
import { framesBefore } from "./rejection.js";

/** How a stream ends: once so many frames have arrived, well or with a rejection. */
interface End {
  readonly frames: number;
  readonly rejection?: { readonly reason: unknown };
}

/** The items of a stream that have arrived and have not been read, and its end. */
export class Frames<Item> {
  /** Whether the call has been answered, so that there is nothing left to cancel. */
  answered = false;
  #unread: Item[][] = [];
  #received = 0;
  #end: End | undefined;
  #wake = (): void => {};
  readonly #raw: boolean;

  /** With `raw`, each item is an `ArrayBuffer`, and a frame of its own. */
  constructor(raw: boolean) {
    this.#raw = raw;
  }

  /** Takes a frame: an array of items, or raw bytes. */
  readonly receive = (frame: unknown): void => {
    this.#unread.push(this.#raw ? [toBuffer(frame) as Item] : (frame as Item[]));
    this.#received += 1;
    this.#wake();
  };

  /** Ends with the answer to the call, which is how many frames were sent, and may overtake them. */
  endWith(answer: Promise<unknown>): void {
    answer.then(
      (frames) => this.#endAt({ frames: frames as number }, true),
      (reason: unknown) => {
        const answered = !(reason instanceof Cancelled);
        this.#endAt({ frames: framesBefore(reason), rejection: { reason } }, answered);
      },
    );
  }

  /** The next frame, or `undefined` at the end; throws what the call was rejected with. */
  async next(): Promise<Item[] | undefined> {
    for (;;) {
      const frame = this.#isCancelled ? undefined : this.#unread.shift();
      if (frame) return frame;
      if (this.#end && this.#received >= this.#end.frames) return this.#finish(this.#end);
      await new Promise<void>((wake) => (this.#wake = wake));
    }
  }

  get #isCancelled(): boolean {
    return this.#end?.rejection?.reason instanceof Cancelled;
  }

  #endAt(end: End, answered: boolean): void {
    this.answered = answered;
    this.#end = end;
    this.#wake();
  }

  #finish({ rejection }: End): undefined {
    if (rejection) throw rejection.reason;
  }
}
