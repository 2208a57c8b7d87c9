import assert from "node:assert/strict";
import { test } from "node:test";

import { Channel, InvokeError, invoke, tauriTransport } from "../src/index.js";
import { Bridge, idle, rejected, resolved, resolvedRaw } from "./bridge.js";
import type { Answer } from "./bridge.js";
import { echoAll, echoes, outcomes, present } from "./echoes.js";

test("calls made while a batch is on its way are a batch of their own", async () => {
  const bridge = new Bridge();
  const first = echoes(2);
  const [batch] = await bridge.all();
  const second = echoes(3);
  const next = await bridge.one();
  next.answer(resolved(2, "c"), resolved(1, "b"), resolved(0, "a"));
  assert.deepEqual(await Promise.all(second), ["a", "b", "c"]);
  assert.deepEqual(await present(first), ["waiting", "waiting"]);
  batch?.answer(resolved(0, 0), resolved(1, 1));
  assert.deepEqual(await Promise.all(first), [0, 1]);
});

test("each call of a batch is resolved or rejected by itself", async () => {
  const bridge = new Bridge();
  const calls = echoes(4);
  const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
  (await bridge.one()).answer(
    rejected(3, { code: "gone" }),
    resolvedRaw(1, bytes),
    rejected(0, "not allowed by ACL"),
    resolvedRaw(2, new Uint8Array()),
  );
  const results = await Promise.allSettled(calls);
  assert.deepEqual(results, [
    { status: "rejected", reason: new InvokeError("echo", "not allowed by ACL") },
    { status: "fulfilled", value: bytes.buffer },
    { status: "fulfilled", value: new ArrayBuffer(0) },
    { status: "rejected", reason: new InvokeError("echo", { code: "gone" }) },
  ]);
});

test("a batch that is rejected rejects its first call; the others go one by one", async () => {
  const bridge = new Bridge();
  const calls = echoes(3);
  (await bridge.one()).reject("not allowed by ACL");
  const sent = await bridge.all();
  assert.deepEqual(
    sent.map(({ isBatch, json }) => [isBatch, json]),
    [
      [false, "1"],
      [false, "2"],
    ],
  );
  assert.deepEqual(bridge.callbacks, []);
  sent[0]?.reject("no");
  sent[1]?.resolve(2);
  assert.deepEqual(await outcomes(calls), [
    "InvokeError: echo: not allowed by ACL",
    "InvokeError: echo: no",
    2,
  ]);
});

test("no call of a batch that came twice is sent again", async () => {
  const bridge = new Bridge();
  const calls = echoes(3);
  (await bridge.one()).reject("pytauri-batch came twice");
  for (const call of calls) await assert.rejects(call, { name: "TransportError" });
  assert.deepEqual([await bridge.all(), bridge.callbacks], [[], []]);
});

test("all calls of a batch that is refused go one by one", async () => {
  const bridge = new Bridge();
  const calls = echoes(3);
  (await bridge.one()).reject("pytauri-batch refused");
  const sent = await bridge.all();
  assert.deepEqual(
    sent.map(({ isBatch, json }) => [isBatch, json]),
    [
      [false, "0"],
      [false, "1"],
      [false, "2"],
    ],
  );
  assert.deepEqual(bridge.callbacks, []);
  echoAll(sent);
  assert.deepEqual(await Promise.all(calls), [0, 1, 2]);
});

test("the callback is forgotten at once if nothing came by it", async () => {
  const bridge = new Bridge();
  const calls = echoes(2);
  const batch = await bridge.one();
  assert.deepEqual(bridge.callbacks, [batch.callback]);
  batch.answer(resolved(0, 0), resolved(1, 1));
  await Promise.all(calls);
  assert.deepEqual(bridge.callbacks, []);
});

test("late answers come by the callback, in several messages and in any order", async () => {
  const bridge = new Bridge();
  const calls = echoes(6);
  const batch = await bridge.one();
  const late = (index: number, ...answers: Answer[]) =>
    bridge.sendLate(batch, index, ...answers);
  batch.answer(resolved(4, 4));
  assert.deepEqual(await present(calls), [...Array(4).fill("waiting"), 4, "waiting"]);
  late(1, resolved(0, 0));
  late(0, resolved(5, 5), rejected(2, "no"));
  const no = "InvokeError: echo: no";
  assert.deepEqual(await present(calls), [0, "waiting", no, "waiting", 4, 5]);
  late(2, resolved(3, 3), resolved(1, 1));
  assert.deepEqual(await present(calls), [0, 1, no, 3, 4, 5]);
  bridge.send(batch.callback, { index: 3, end: true });
  assert.deepEqual(bridge.callbacks, []);
});

test("late answers and their end may overtake the answer to the batch", async () => {
  const bridge = new Bridge();
  const calls = echoes(3);
  const batch = await bridge.one();
  bridge.send(batch.callback, { index: 1, end: true });
  bridge.sendLate(batch, 0, resolved(2, 2));
  assert.deepEqual(await present(calls), ["waiting", "waiting", 2]);
  batch.answer(resolved(0, 0), resolved(1, 1));
  assert.deepEqual(await present(calls), [0, 1, 2]);
  assert.deepEqual(bridge.callbacks, []);
});

for (const [what, first, second] of [
  ["before", true, false],
  ["after", false, true],
] as const) {
  test(`calls that are left when the callback ends ${what} the answer are rejected`, async () => {
    const bridge = new Bridge();
    const calls = echoes(2);
    const batch = await bridge.one();
    if (first) bridge.send(batch.callback, { index: 0, end: true });
    batch.answer(resolved(1, 1));
    await idle();
    if (second) bridge.send(batch.callback, { index: 0, end: true });
    const left = "TransportError: the batch ended before the answer arrived";
    assert.deepEqual(await outcomes(calls), [left, 1]);
    assert.deepEqual(bridge.callbacks, []);
  });
}

test("the first answer to a call counts", async () => {
  const bridge = new Bridge();
  const calls = echoes(2);
  (await bridge.one()).answer(resolved(0, 0), rejected(0, "no"), resolved(1, 1));
  assert.deepEqual(await Promise.all(calls), [0, 1]);
});

const UNREADABLE: readonly (readonly [string, unknown])[] = [
  ["an index that the batch does not have", JSON.stringify([resolved(3, 3)])],
  ["a negative index", JSON.stringify([resolved(-1, 3)])],
  ["an index that is none", '[["length",0,0]]'],
  ["an answer that is none", "[null]"],
  ["text", "text"],
  ["null", null],
  ["undefined", undefined],
  ["an object", { a: 1 }],
];

for (const [what, garbage] of UNREADABLE) {
  test(`${what} as the answer rejects all calls`, async () => {
    const bridge = new Bridge();
    const calls = echoes(3);
    (await bridge.one()).resolve(garbage);
    const unreadable = "TransportError: the answer to a batch could not be read";
    assert.deepEqual(await outcomes(calls), Array(3).fill(unreadable));
    assert.deepEqual(bridge.callbacks, []);
  });

  test(`${what} as a late answer rejects the calls that are left`, async () => {
    const bridge = new Bridge();
    const calls = echoes(3);
    const batch = await bridge.one();
    batch.answer(resolved(1, 1));
    await idle();
    bridge.send(batch.callback, { index: 0, message: garbage });
    const unreadable = "TransportError: the answer to a batch could not be read";
    assert.deepEqual(await outcomes(calls), [unreadable, 1, unreadable]);
    assert.deepEqual(bridge.callbacks, []);
  });
}

test("calls that a late answer has rejected are not sent again", async () => {
  const bridge = new Bridge();
  const calls = echoes(2);
  const batch = await bridge.one();
  bridge.send(batch.callback, { index: 0, message: null });
  batch.reject("pytauri-batch refused");
  assert.deepEqual(await bridge.all(), []);
  const unreadable = "TransportError: the answer to a batch could not be read";
  assert.deepEqual(await outcomes(calls), [unreadable, unreadable]);
});

test("what was answered before the answer became unreadable stays answered", async () => {
  const bridge = new Bridge();
  const calls = echoes(3);
  (await bridge.one()).answer(resolved(2, 2), resolved(7, 7), resolved(1, 1));
  const unreadable = "TransportError: the answer to a batch could not be read";
  assert.deepEqual(await outcomes(calls), [unreadable, unreadable, 2]);
});

test("an answer of no known kind harms its own call only", async () => {
  const bridge = new Bridge();
  const calls = echoes(2);
  (await bridge.one()).answer([0, 3, null], resolved(1, 1));
  const unknown = "TransportError: the answer is of an unknown kind, 3";
  assert.deepEqual(await outcomes(calls), [unknown, 1]);
});

test("channels in a batch take their messages; those of a rejected call are closed", async () => {
  const bridge = new Bridge();
  const received: unknown[] = [];
  const channel = () => new Channel((message) => received.push(message));
  const calls = [invoke("watch", { channel: channel() }), invoke("watch", channel())];
  const [kept, closed] = bridge.callbacks;
  const batch = await bridge.one();
  assert.deepEqual(batch.bodies, [
    `{"channel":"__CHANNEL__:${kept}"}`,
    `"__CHANNEL__:${closed}"`,
  ]);
  bridge.send(closed!, { index: 0, message: "to the second" });
  bridge.send(kept!, { index: 0, message: "before the answer" });
  batch.answer(resolved(0, null), rejected(1, "no"));
  await outcomes(calls);
  bridge.send(kept!, { index: 1, message: "after the answer" });
  assert.deepEqual(received, ["to the second", "before the answer", "after the answer"]);
  assert.deepEqual(bridge.callbacks, [kept]);
});

test("a channel of a batch that is refused stays open for the call by itself", async () => {
  const bridge = new Bridge();
  const received: unknown[] = [];
  void invoke("watch", new Channel((message) => received.push(message)));
  void invoke("ping");
  const [channel] = bridge.callbacks;
  (await bridge.one()).reject("pytauri-batch refused");
  const [watch] = await bridge.all();
  assert.equal(watch?.json, `"__CHANNEL__:${channel}"`);
  bridge.send(channel!, { index: 0, message: 1 });
  assert.deepEqual(received, [1]);
});

test("in Tauri's fallback, envelopes are arrays of numbers", async () => {
  const bridge = new Bridge({ fallback: true });
  const calls = echoes(3);
  const batch = await bridge.one();
  assert.deepEqual(batch.bodies, ["0", "1", "2"]);
  batch.answer(resolvedRaw(1, new Uint8Array([0, 255])));
  await idle();
  const late = [resolved(0, [1, 2]), resolved(2, "x".repeat(2000))];
  bridge.sendLate(batch, 0, ...late);
  const bytes = new Uint8Array([0, 255]).buffer;
  assert.deepEqual(await Promise.all(calls), [[1, 2], bytes, "x".repeat(2000)]);
});

test("outside a Tauri window, every call of a turn says so", async () => {
  new Bridge();
  const transport = tauriTransport();
  Reflect.deleteProperty(globalThis, "__TAURI_INTERNALS__");
  const calls = [1, 2, 3].map((body) => invoke("echo", body, { transport }));
  const outside = "Error: tauriTransport() works only in a page of a Tauri window";
  assert.deepEqual(await outcomes(calls), Array(3).fill(outside));
});

/** Numbers that look random and are the same in each run, below `end`. */
function pseudorandom(seed: number): (end: number) => number {
  let state = seed;
  return (end) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 16) % end;
  };
}

test("however answers are distributed and delivered, each reaches its call", async () => {
  for (let seed = 0; seed < 300; seed += 1) {
    const random = pseudorandom(seed);
    const bridge = new Bridge();
    const calls = echoes(2 + random(20));
    const batch = await bridge.one();
    const answers = shuffled([...calls.keys()], random).map((index) => resolved(index, index));
    const early = answers.splice(0, random(answers.length + 1));
    const late: Answer[][] = [];
    while (answers.length > 0) late.push(answers.splice(0, random(4)));
    const deliveries = late.map((answers, index) => () => {
      bridge.sendLate(batch, index, ...answers);
    });
    if (late.length > 0) {
      deliveries.push(() => bridge.send(batch.callback, { index: late.length, end: true }));
    }
    deliveries.push(() => batch.answer(...early));
    for (const deliver of shuffled(deliveries, random)) {
      deliver();
      if (random(2) === 1) await idle();
    }
    assert.deepEqual(await present(calls), [...calls.keys()], `seed ${seed}`);
    assert.deepEqual(bridge.callbacks, [], `seed ${seed}`);
  }
});

function shuffled<T>(values: readonly T[], random: (end: number) => number): T[] {
  const rest = [...values];
  return values.map(() => rest.splice(random(rest.length), 1)[0]!);
}
