import { throwLater } from "./channel.js";
import { TransportError } from "./errors.js";
import { eventParser } from "./server_events.js";
import type { ServerEvent } from "./server_events.js";
import { unreadable } from "./http.js";
import type { Receive, Settle } from "./transport.js";

/** Starts the response that carries the events of a stream until `signal` aborts it. */
type Connect = (signal: AbortSignal) => Promise<Response>;

/**
 * What the serve host sends by itself: channel messages, and answers that took long.
 *
 * It is opened when it is first needed, and ends by itself once nothing can arrive on it any
 * more: an open response would keep a Node process running. An ended stream stays so. No call has
 * the number of a channel.
 */
export class EventStream {
  /** The name by which the host knows this stream. */
  readonly client: string;
  #connect: Connect;
  #abort = new AbortController();
  #opening: Promise<void> | undefined;
  #answers = new Map<number, Settle>();
  #channels = new Map<number, Receive>();

  constructor(client: string, connect: Connect) {
    this.client = client;
    this.#connect = connect;
  }

  get ended(): boolean {
    return this.#abort.signal.aborted;
  }

  /** Resolves once the host sends its events here; throws a {@link TransportError} if it won't. */
  open(): Promise<void> {
    this.#opening ??= this.#connect(this.#abort.signal).then(
      (response) => void this.#read(response.body!.getReader()),
      (error: unknown) => {
        this.end();
        throw error;
      },
    );
    return this.#opening;
  }

  /** Ends the stream: calls that wait for an answer here are rejected. */
  end(): void {
    const ended = "the connection to Python ended before the answer arrived";
    this.#abort.abort();
    this.#channels.clear();
    this.#answers.forEach(({ reject }) => reject(new TransportError(ended)));
  }

  openChannel(id: number, receive: Receive): void {
    this.#channels.set(id, receive);
  }

  /** The answer to a call, should it come by this stream; it keeps the stream from ending. */
  expectAnswer(call: number): Promise<unknown> {
    const answer = new Promise((resolve, reject) => this.#answers.set(call, { resolve, reject }));
    answer.catch(() => {}); // nobody may be waiting for it
    return answer;
  }

  /** Forgets a channel or a call. */
  forget(id: number): void {
    this.#channels.delete(id);
    this.#answers.delete(id);
    const idle = this.#channels.size + this.#answers.size === 0;
    if (this.#opening && idle) this.end();
  }

  async #read(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    const parse = eventParser((event) => this.#dispatch(event));
    try {
      for (let part; !(part = await reader.read()).done;) {
        parse(decoder.decode(part.value, { stream: true }));
      }
    } catch {
      // A broken connection and an ended response are the same to whoever waits.
    }
    this.end();
  }

  #dispatch({ kind, id, data }: ServerEvent): void {
    const receive = this.#channels.get(id);
    const answer = this.#answers.get(id);
    try {
      if (kind === "message") receive?.(JSON.parse(data));
      else if (kind === "bytes") receive?.(decodeBase64(data));
      else if (kind === "end") this.forget(id);
      else if (kind === "resolved") answer?.resolve(JSON.parse(data));
      else if (kind === "resolved-bytes") answer?.resolve(decodeBase64(data));
      else if (kind === "rejected") answer?.reject(JSON.parse(data));
    } catch (cause) {
      // One unreadable event does not hold up the others.
      if (answer) answer.reject(unreadable(cause));
      else throwLater(cause);
    }
  }
}

function decodeBase64(text: string): ArrayBuffer {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0)).buffer;
}
