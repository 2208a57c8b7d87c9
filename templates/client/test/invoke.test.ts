import assert from "node:assert/strict";
import { test } from "node:test";

import {
  Channel,
  ContractMismatchError,
  InvokeError,
  TransportError,
  invoke,
  setTransport,
} from "../src/index.js";
import { Recorder } from "./recorder.js";

test("a call without a body carries none", async () => {
  const transport = new Recorder();
  await invoke("ping", undefined, { transport });
  assert.equal(transport.calls[0]?.command, "ping");
  assert.equal(transport.calls[0]?.body, undefined);
});

for (const [value, json] of [
  [null, "null"],
  [{ name: "Ada", tags: ["ü", "\u2028"] }, '{"name":"Ada","tags":["ü","\u2028"]}'],
  ["text", '"text"'],
  [0, "0"],
  [false, "false"],
] as const) {
  test(`a body of ${json} is sent as JSON`, async () => {
    const transport = new Recorder();
    await invoke("echo", value, { transport });
    assert.equal(transport.lastBody, json);
  });
}

test("bytes are sent as they are, and only those that the view shows", async () => {
  const buffer = new Uint8Array([1, 2, 3, 4]).buffer;
  const transport = new Recorder();
  for (const body of [buffer, new Uint8Array(buffer, 1, 2), new DataView(buffer, 3)]) {
    await invoke("store", body, { transport });
  }
  const sent = transport.calls.map(({ body }) => [...(body ?? [])]);
  assert.deepEqual(sent, [[1, 2, 3, 4], [2, 3], [4]]);
});

test("an empty body of bytes is still a body", async () => {
  const transport = new Recorder();
  await invoke("store", new ArrayBuffer(0), { transport });
  assert.equal(transport.calls[0]?.body?.length, 0);
});

for (const body of [() => 1, Symbol("s"), 1n]) {
  test(`a ${typeof body} is refused before anything is sent`, async () => {
    const transport = new Recorder();
    await assert.rejects(invoke("echo", body, { transport }), TypeError);
    assert.equal(transport.calls.length, 0);
  });
}

test("a call carries the contract's hash and the caller's headers", async () => {
  const transport = new Recorder();
  await invoke("ping", undefined, { transport, headers: { "x-mine": "1" } });
  assert.deepEqual(transport.calls[0]?.headers, { "x-mine": "1", "pytauri-contract": "" });
});

test("a rejection becomes an InvokeError that keeps the value", async () => {
  const transport = new Recorder(() => Promise.reject("there is no such file"));
  const error: unknown = await invoke("download", {}, { transport }).catch((error) => error);
  assert.ok(error instanceof InvokeError);
  assert.equal(error.name, "InvokeError");
  assert.equal(error.command, "download");
  assert.equal(error.value, "there is no such file");
  assert.equal(error.message, "download: there is no such file");
});

test("a rejection with an object keeps the object, and shows it", async () => {
  const transport = new Recorder(() => Promise.reject({ code: "gone" }));
  const error: unknown = await invoke("download", {}, { transport }).catch((error) => error);
  assert.ok(error instanceof InvokeError);
  assert.deepEqual(error.value, { code: "gone" });
  assert.equal(error.message, 'download: {"code":"gone"}');
});

test("a call that is rejected for another contract says so, and has not run", async () => {
  const text = "the page has contract 1, the app 2; run `pytauri-gen build`";
  const transport = new Recorder(() => Promise.reject(`pytauri-contract mismatch: ${text}`));
  const error: unknown = await invoke("ping", null, { transport }).catch((error) => error);
  assert.ok(error instanceof ContractMismatchError);
  assert.ok(error instanceof TransportError);
  assert.equal(String(error), `ContractMismatchError: ping: ${text}`);
});

test("the transport learns which bodies and results are raw", async () => {
  const transport = new Recorder();
  await invoke("a", undefined, { transport });
  await invoke("b", [1], { transport }, "json");
  await invoke("c", new Uint8Array([1]), { transport }, "bytes");
  assert.deepEqual(
    transport.calls.map(({ body, rawResult }) => [body, rawResult]),
    [
      [undefined, false],
      ["[1]", false],
      [new Uint8Array([1]), true],
    ],
  );
});

test("an error of the transport passes through", async () => {
  const broken = new TransportError("gone");
  const transport = new Recorder(() => Promise.reject(broken));
  await assert.rejects(invoke("ping", undefined, { transport }), broken);
});

test("setTransport sets the way of all calls, and a call's own transport goes first", async () => {
  const set = new Recorder(() => "set");
  const own = new Recorder(() => "own");
  setTransport(set);
  try {
    assert.equal(await invoke("ping"), "set");
    assert.equal(await invoke("ping", undefined, { transport: own }), "own");
  } finally {
    setTransport(undefined);
  }
});

test("without a transport the error says what to do", async () => {
  await assert.rejects(invoke("ping"), {
    name: "TransportError",
    message: /Open the address that the serve host printed, or call setTransport\(/,
  });
});

test("a channel is opened wherever it stands in a body", async () => {
  const transport = new Recorder();
  const channel = new Channel();
  await invoke("watch", { deep: [{ channel }], other: channel }, { transport });
  assert.equal(
    transport.lastBody,
    '{"deep":[{"channel":"__CHANNEL__:1"}],"other":"__CHANNEL__:2"}',
  );
  assert.deepEqual(transport.calls[0]?.channels, [1, 2]);
});

test("a channel may be the whole body", async () => {
  const transport = new Recorder();
  await invoke("watch", new Channel(), { transport });
  assert.equal(transport.lastBody, '"__CHANNEL__:1"');
});

test("the channels of a call that fails are closed", async () => {
  const transport = new Recorder(() => Promise.reject("no"));
  await assert.rejects(invoke("watch", new Channel(), { transport }), InvokeError);
  await assert.rejects(invoke("watch", [new Channel(), 1n], { transport }), TypeError);
  assert.equal(transport.channels.size, 0);
});
