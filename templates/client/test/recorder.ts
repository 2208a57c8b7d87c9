import type { Call, Receive, Transport } from "../src/transport.js";

/** A transport that keeps the calls and answers them with `answer`. */
export class Recorder implements Transport {
  readonly calls: Call[] = [];
  readonly controls: string[] = [];
  readonly channels = new Map<number, Receive>();
  readonly #answer: (call: Call) => unknown;
  #lastChannel = 0;

  constructor(answer: (call: Call) => unknown = () => null) {
    this.#answer = answer;
  }

  async call(call: Call): Promise<unknown> {
    this.calls.push(call);
    return this.#answer(call);
  }

  control(_call: Call, verb: string, ...frames: number[]): void {
    this.controls.push([verb, ...frames].join(" "));
  }

  openChannel(receive: Receive): number {
    this.#lastChannel += 1;
    this.channels.set(this.#lastChannel, receive);
    return this.#lastChannel;
  }

  closeChannel(id: number): void {
    this.channels.delete(id);
  }

  get lastBody(): string | undefined {
    const body = this.calls.at(-1)?.body;
    return body instanceof Uint8Array ? new TextDecoder().decode(body) : body;
  }
}
