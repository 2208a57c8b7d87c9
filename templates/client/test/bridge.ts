// The bridge's side of docs/protocol.md, written from that page and not from the client's code.
// It sits below the page's side of Tauri, which is that of Tauri's own mocks.
import assert from "node:assert/strict";

import { clearMocks, mockIPC } from "@tauri-apps/api/mocks";

import { setTransport } from "../src/index.js";
import type { Settle } from "../src/transport.js";

/** A call as it stands in an envelope. */
export interface Enveloped {
  readonly id: number;
  readonly command: string;
  readonly body: string | undefined;
}

/** The answer to one call of a batch: which one, the kind, and the value. */
export type Answer = readonly [index: number, kind: number, value: unknown];

type ChannelMessage = { index: number; message: unknown } | { index: number; end: true };
type Headers = Readonly<Record<string, string>>;

interface Internals {
  invoke(command: string, payload: unknown, options: { headers: Headers }): Promise<unknown>;
  readonly callbacks: ReadonlyMap<number, unknown>;
  runCallback(id: number, message: ChannelMessage): void;
}

const page = globalThis as unknown as { window: unknown; __TAURI_INTERNALS__: Internals };
page.window = globalThis;

export const resolved = (index: number, value: unknown): Answer => [index, 0, value];
export const resolvedRaw = (index: number, bytes: Uint8Array): Answer => [index, 1, [...bytes]];
export const rejected = (index: number, value: unknown): Answer => [index, 2, value];

/** Receives what the page invokes, and keeps it until the test answers. */
export class Bridge {
  readonly invoked: Invoked[] = [];

  /** With `fallback`, bytes travel as Tauri's `postMessage` carries them. */
  constructor({ fallback = false } = {}) {
    clearMocks();
    setTransport(undefined);
    mockIPC(() => null);
    page.__TAURI_INTERNALS__.invoke = (command, payload, { headers }) =>
      new Promise((resolve, reject) => {
        const body = fallback ? posted(payload) : payload;
        const answer = (value: unknown) => resolve(fallback ? posted(value) : value);
        this.invoked.push(new Invoked(command, body, headers, { resolve: answer, reject }));
      });
  }

  /** The ids of the callbacks and channels that the page has not forgotten. */
  get callbacks(): number[] {
    return [...page.__TAURI_INTERNALS__.callbacks.keys()];
  }

  /** What the page has invoked, once it has nothing more to do. */
  async all(): Promise<Invoked[]> {
    await idle();
    return this.invoked.splice(0);
  }

  /** The one thing that the page has invoked. */
  async one(): Promise<Invoked> {
    const [first, ...others] = await this.all();
    assert.deepEqual(others, []);
    return first ?? assert.fail("nothing was invoked");
  }

  /** Sends late answers of a batch. */
  sendLate(batch: Invoked, index: number, ...answers: readonly Answer[]): void {
    this.send(batch.callback, { index, message: JSON.stringify(answers) });
  }

  send(channel: number, message: ChannelMessage): void {
    assert.ok(this.callbacks.includes(channel), "Tauri would warn that the callback is gone");
    page.__TAURI_INTERNALS__.runCallback(channel, message);
  }
}

/** What the page invoked. */
export class Invoked {
  readonly command: string;
  readonly body: unknown;
  readonly headers: Headers;
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;

  constructor(command: string, body: unknown, headers: Headers, { resolve, reject }: Settle) {
    this.command = command;
    this.body = body;
    this.headers = headers;
    this.resolve = resolve;
    this.reject = reject;
  }

  get isBatch(): boolean {
    return "pytauri-batch" in this.headers;
  }

  /** The callback for late answers. */
  get callback(): number {
    return Number(this.headers["pytauri-batch"]);
  }

  /** The body, which is none or JSON. */
  get json(): string | undefined {
    return this.body === null ? undefined : text(bytes(this.body));
  }

  get calls(): Enveloped[] {
    return [...readEnvelope(bytes(this.body))];
  }

  get bodies(): (string | undefined)[] {
    return this.calls.map(({ body }) => body);
  }

  answer(...answers: readonly Answer[]): void {
    this.resolve(JSON.stringify(answers));
  }
}

/** Lets the page run until it waits for an answer. */
export function idle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function* readEnvelope(envelope: Uint8Array): Generator<Enveloped> {
  const lines = text(envelope).split("\n");
  assert.equal(lines.pop(), "", "the envelope ends in the middle of a line");
  assert.equal(lines.length % 2, 0, "a call has no line for its body");
  for (let line = 0; line < lines.length; line += 2) {
    const [, id, command] = /^(\d+) (.*)$/.exec(lines[line]!) ?? assert.fail("a call has no number");
    yield { id: Number(id), command: command!, body: lines[line + 1] || undefined };
  }
}

// In Tauri's fallback, bytes are arrays of numbers within JSON, both ways.
function posted(value: unknown): unknown {
  if (value instanceof Uint8Array) return [...value];
  return value instanceof ArrayBuffer ? [...new Uint8Array(value)] : value;
}

function bytes(body: unknown): Uint8Array {
  return Array.isArray(body) ? Uint8Array.from(body) : (body as Uint8Array);
}

function text(utf8: Uint8Array): string {
  return new TextDecoder("utf-8", { fatal: true }).decode(utf8);
}
