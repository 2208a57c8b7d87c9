import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { Channel as TauriChannel } from "@tauri-apps/api/core";
import { clearMocks, mockIPC } from "@tauri-apps/api/mocks";

import { Channel, InvokeError, invoke, setTransport, tauriTransport } from "../src/index.js";
import { uncaughtErrors } from "./uncaught.js";

interface Mocked {
  callbacks: Map<number, unknown>;
  runCallback(id: number, data: unknown): void;
  invoke(command: string, payload: unknown, options: unknown): Promise<unknown>;
}

type Message = { index: number; message: number } | { index: number; end: true };

const tauri = globalThis as unknown as {
  window: unknown;
  __TAURI_INTERNALS__: Mocked;
  __PYTAURI_INTERNALS__?: object;
};
tauri.window = globalThis;

beforeEach(() => {
  clearMocks();
  setTransport(undefined);
});

test("a Tauri window is recognised, and the call goes to its command", async () => {
  mockIPC((command, payload) => [command, payload]);
  const [command, payload] = await invoke<[string, Uint8Array]>("greet", { name: "Ada" });
  assert.equal(command, "greet");
  assert.equal(new TextDecoder().decode(payload), '{"name":"Ada"}');
});

test("the headers are a plain object, which survives Tauri's postMessage fallback", async () => {
  mockIPC(() => null);
  let seen: Record<string, string> = {};
  tauri.__TAURI_INTERNALS__.invoke = async (_command, _payload, options) => {
    seen = JSON.parse(JSON.stringify(options)).headers;
  };
  await invoke("ping", undefined, { headers: { "x-mine": "1" } });
  const { "pytauri-contract": mark, ...headers } = seen;
  assert.match(mark!, /^\/[\d-]+$/);
  assert.deepEqual(headers, { "x-mine": "1" });
});

test("what the bridge posts goes its way, as text, and the rest goes Tauri's", async () => {
  const posted: unknown[] = [];
  const fetched: unknown[] = [];
  mockIPC((command) => fetched.push(command));
  const invokePosted = (command: string, text: string | null, headers: Record<string, string>) => {
    if (command === "left") return undefined;
    posted.push([command, text, Object.keys(headers).sort()]);
    return Promise.resolve(text);
  };
  tauri.__PYTAURI_INTERNALS__ = { invoke: invokePosted };
  try {
    assert.equal(await invoke("greet", { name: "Zoë" }), '{"name":"Zoë"}');
    assert.equal(await invoke("ping", undefined, { headers: { "x-mine": "1" } }), null);
    for (const [command, body, result] of [
      ["left", 1, "json"],
      ["echo", new Uint8Array(2), "json"],
      ["icon", 1, "bytes"],
    ] as const) {
      await invoke(command, body, {}, result);
    }
  } finally {
    delete tauri.__PYTAURI_INTERNALS__;
  }
  const mark = "pytauri-contract";
  assert.deepEqual(posted, [
    ["greet", '{"name":"Zoë"}', [mark]],
    ["ping", null, [mark, "x-mine"]],
  ]);
  assert.deepEqual(fetched, ["left", "echo", "icon"]);
});

test("declared bytes that arrive as an array of numbers become an ArrayBuffer", async () => {
  for (const [numbers, bytes] of [
    [[], new ArrayBuffer(0)],
    [[0, 128, 255], new Uint8Array([0, 128, 255]).buffer],
  ] as const) {
    mockIPC(() => numbers);
    assert.deepEqual(await invoke("icon", undefined, {}, "bytes"), bytes);
    assert.deepEqual(await invoke("sizes"), numbers);
    mockIPC(() => bytes);
    assert.equal(await invoke("icon", undefined, {}, "bytes"), bytes);
    assert.equal(await invoke("icon"), bytes);
  }
});

test("a rejection becomes an InvokeError", async () => {
  mockIPC(() => Promise.reject("not allowed by ACL"));
  await assert.rejects(invoke("greet", {}), new InvokeError("greet", "not allowed by ACL"));
});

test("outside a Tauri window the error says so", async () => {
  delete (tauri as Partial<typeof tauri>).__TAURI_INTERNALS__;
  const call = invoke("ping", undefined, { transport: tauriTransport() });
  await assert.rejects(call, /only in a page of a Tauri window/);
});

async function openOurs(onmessage: (message: number) => void): Promise<number> {
  const channel = new Channel<number>(onmessage);
  const body = await invoke<Uint8Array>("watch", channel, { transport: tauriTransport() });
  return Number(new TextDecoder().decode(body).slice(1, -1).replace("__CHANNEL__:", ""));
}

// What a channel delivers, and whether it has forgotten its callback at the end.
function play(id: number, messages: readonly Message[], delivered: number[]): unknown[] {
  const internals = tauri.__TAURI_INTERNALS__;
  messages.forEach((message) => internals.runCallback(id, message));
  return [[...delivered], internals.callbacks.has(id)];
}

function permutations<T>(values: readonly T[]): T[][] {
  if (values.length === 0) return [[]];
  return values.flatMap((value, index) =>
    permutations(values.filter((_, other) => other !== index)).map((rest) => [value, ...rest]),
  );
}

const MESSAGES: Message[] = [
  { index: 0, message: 10 },
  { index: 1, message: 11 },
  { index: 2, message: 12 },
  { index: 3, message: 13 },
  { index: 4, end: true },
];

test("in whatever order they arrive, messages come as from @tauri-apps/api's Channel", async () => {
  mockIPC((_command, payload) => payload);
  for (const order of permutations(MESSAGES)) {
    for (const messages of [order, order.slice(0, 3)]) {
      const ours: number[] = [];
      const theirs: number[] = [];
      const id = await openOurs((message) => ours.push(message));
      const channel = new TauriChannel<number>((message) => theirs.push(message));
      assert.deepEqual(play(id, messages, ours), play(channel.id, messages, theirs));
    }
  }
});

test("test_fault_71: a handler that throws does not stall the channel", async () => {
  mockIPC((_command, payload) => payload);
  const delivered: number[] = [];
  const id = await openOurs((message) => {
    delivered.push(message);
    throw new Error("in the handler");
  });
  const errors = await uncaughtErrors(() => {
    assert.deepEqual(play(id, MESSAGES, delivered), [[10, 11, 12, 13], false]);
  });
  assert.equal(errors.length, 4);
});

test("a Channel of @tauri-apps/api in a body works as well", async () => {
  mockIPC((_command, payload) => payload);
  const channel = new TauriChannel<number>();
  const body = await invoke<Uint8Array>("watch", { channel }, { transport: tauriTransport() });
  assert.equal(new TextDecoder().decode(body), `{"channel":"__CHANNEL__:${channel.id}"}`);
});

test("a rejected call forgets its channel's callback", async () => {
  mockIPC(() => Promise.reject("no"));
  await assert.rejects(invoke("watch", new Channel()), InvokeError);
  assert.equal(tauri.__TAURI_INTERNALS__.callbacks.size, 0);
});
