import assert from "node:assert/strict";
import { test } from "node:test";

import { nextId } from "../src/ids.js";
import { invoke, stream } from "../src/index.js";
import { Bridge, resolved } from "./bridge.js";
import { echoAll, echoes } from "./echoes.js";

test("a call that is alone in its turn goes by itself", async () => {
  const bridge = new Bridge();
  const call = invoke("greet", { name: "Ada" });
  const sent = await bridge.one();
  assert.equal(sent.command, "greet");
  assert.equal(sent.json, '{"name":"Ada"}');
  const { "pytauri-contract": mark, ...headers } = sent.headers;
  assert.match(mark!, /^\/[\d-]+$/);
  assert.deepEqual(headers, {});
  void invoke("greet");
  assert.notEqual((await bridge.one()).headers["pytauri-contract"], mark);
  assert.deepEqual(bridge.callbacks, []);
  sent.resolve("Hello, Ada!");
  assert.equal(await call, "Hello, Ada!");
});

test("a call waits for one microtask and no longer", async () => {
  const bridge = new Bridge();
  void invoke("ping");
  await null;
  assert.equal(bridge.invoked.length, 1);
});

test("no body is null, which is not the body `null`", async () => {
  const bridge = new Bridge();
  void invoke("ping");
  assert.equal((await bridge.one()).body, null);
  void invoke("ping", null);
  assert.equal((await bridge.one()).json, "null");
});

test("the calls of one turn are one invoke of the first command", async () => {
  const bridge = new Bridge();
  const calls = [invoke("ab", { x: 1 }), invoke("ping"), invoke("ü", "")];
  const batch = await bridge.one();
  assert.equal(batch.command, "ab");
  const { "pytauri-contract": mark, ...headers } = batch.headers;
  assert.match(mark!, /^\/[\d-]+$/);
  assert.deepEqual(headers, {
    "pytauri-batch": `${bridge.callbacks[0]}`,
  });
  const [ab, ping, ü] = batch.calls.map(({ id }) => id);
  assert.equal(batch.json, `${ab} ab\n{"x":1}\n${ping} ping\n\n${ü} ü\n""\n`);
  assert.equal(new Set([ab, ping, ü]).size, 3);
  batch.answer(resolved(2, "c"), resolved(0, { a: [] }), resolved(1, null));
  assert.deepEqual(await Promise.all(calls), [{ a: [] }, null, "c"]);
});

for (const [count, sizes] of [
  [2, [2]],
  [1000, [1000]],
  [1001, [1000, 1]],
  [2002, [1000, 1000, 2]],
] as const) {
  test(`${count} calls of one turn travel as ${sizes.join(" + ")}`, async () => {
    const bridge = new Bridge();
    const calls = echoes(count);
    const sent = await bridge.all();
    assert.deepEqual(
      sent.map((one) => (one.isBatch ? one.calls.length : 1)),
      sizes,
    );
    echoAll(sent);
    assert.deepEqual(await Promise.all(calls), [...Array(count).keys()]);
    assert.deepEqual(bridge.callbacks, []);
  });
}

test("a batch has at most 512 Ki characters", async () => {
  const bridge = new Bridge();
  const texts = Array.from({ length: 200 }, (_, index) => `${index}`.padStart(8190, "x"));
  const calls = texts.map((text) => invoke("echo", text));
  const sent = await bridge.all();
  const sizes = sent.map(({ body }) => (body as Uint8Array).length);
  assert.equal(sent.length, 4);
  for (const size of sizes.slice(0, -1)) {
    assert.ok(size <= 512 * 1024 && size + 12 + 8192 > 512 * 1024, `${size}`);
  }
  echoAll(sent);
  assert.deepEqual(await Promise.all(calls), texts);
});

test("a batch of exactly 512 Ki characters is one", async () => {
  const bridge = new Bridge();
  const call = (size: number) => invoke("c", "x".repeat(size - `${nextId() + 1} c\n""\n`.length));
  for (let count = 0; count < 64; count += 1) void call(8 * 1024);
  assert.equal(((await bridge.one()).body as Uint8Array).length, 512 * 1024);
  for (let count = 0; count < 63; count += 1) void call(8 * 1024);
  void call(8 * 1024 + 1);
  assert.equal((await bridge.all()).length, 2);
});

test("a command whose name alone is larger than a batch goes by itself", async () => {
  const bridge = new Bridge();
  const name = "x".repeat(512 * 1024);
  void invoke("ping");
  void invoke(name);
  void invoke("pong");
  const names = (await bridge.all()).map((sent) => [sent.isBatch, sent.command]);
  assert.deepEqual(names, [
    [false, "ping"],
    [false, name],
    [false, "pong"],
  ]);
});

for (const [what, alone] of [
  ["more than 8 Ki characters of JSON", () => invoke("alone", "x".repeat(8191))],
  ["raw bytes", () => invoke("alone", new Uint8Array(2))],
  ["no bytes as raw bytes", () => invoke("alone", new ArrayBuffer(0))],
  ["a raw result", () => invoke("alone", 1, {}, "bytes")],
  ["headers of its own", () => invoke("alone", 1, { headers: { "x-mine": "1" } })],
] as const) {
  test(`a call with ${what} goes alone and at once`, async () => {
    const bridge = new Bridge();
    void invoke("first", 1);
    void alone();
    assert.deepEqual(
      bridge.invoked.map((sent) => [sent.isBatch, sent.command]),
      [[false, "alone"]],
    );
    void invoke("second", "x".repeat(8190), { headers: {} });
    const [, batch] = await bridge.all();
    assert.deepEqual(
      batch?.calls.map(({ command }) => command),
      ["first", "second"],
    );
  });
}

test("a stream goes alone, and names its channel", async () => {
  const bridge = new Bridge();
  const streams = [stream("watch"), stream("watch")];
  for (const items of streams) void items.next();
  const sent = await bridge.all();
  assert.deepEqual(
    sent.map(({ command, headers }) => [command, Number(headers["pytauri-stream"])]),
    bridge.callbacks.map((channel) => ["watch", channel]),
  );
  assert.equal(new Set(bridge.callbacks).size, 2);
});

test("a body without JSON does not harm the other calls of its turn", async () => {
  const bridge = new Bridge();
  const calls = [invoke("a"), invoke("b", 1n), invoke("c")];
  await assert.rejects(calls[1]!, TypeError);
  const batch = await bridge.one();
  batch.answer(resolved(0, "a"), resolved(1, "c"));
  assert.deepEqual([await calls[0], await calls[2]], ["a", "c"]);
});

test("calls made in later microtasks of the same turn come along", async () => {
  const bridge = new Bridge();
  void Promise.resolve().then(() => invoke("second"));
  void invoke("first");
  void (async () => {
    await null;
    void invoke("third");
  })();
  const [sent, ...more] = await bridge.all();
  assert.deepEqual(
    sent?.calls.map(({ command }) => command),
    ["first", "second"],
  );
  assert.deepEqual(
    more.map(({ command }) => command),
    ["third"],
  );
});
