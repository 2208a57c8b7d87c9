import assert from "node:assert/strict";
import { test } from "node:test";

import { Channel, InvokeError, stream } from "../src/index.js";
import type { Call } from "../src/transport.js";
import { Recorder } from "./recorder.js";

/** Python's side of one stream. */
class Source extends Recorder {
  answer = (_frames: number): void => {};
  reject = (_reason: unknown): void => {};

  constructor() {
    super(() => new Promise((resolve, reject) => {
      this.answer = resolve;
      this.reject = reject;
    }));
  }

  send(frame: unknown): void {
    const call: Call | undefined = this.calls.at(-1);
    this.channels.get(Number(call?.headers["pytauri-stream"]))!(frame);
  }
}

async function rest<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

test("nothing is sent before the first item is asked for", async () => {
  const transport = new Source();
  const items = stream("watch", {}, { transport });
  assert.deepEqual(transport.calls, []);
  const first = items.next();
  transport.send([1, 2]);
  assert.deepEqual(await first, { done: false, value: 1 });
  await items.return();
});

test("items come in order, up to the end, which may overtake them", async () => {
  const transport = new Source();
  const items = rest(stream("watch", {}, { transport }));
  transport.answer(2);
  transport.send([1, 2]);
  await new Promise(setImmediate);
  transport.send([3]);
  assert.deepEqual(await items, [1, 2, 3]);
  assert.deepEqual([transport.controls, transport.channels.size], [[], 0]);
});

test("an item may be raw bytes", async () => {
  const transport = new Source();
  const items = rest(stream("watch", {}, { transport }, "bytes"));
  transport.answer(1);
  transport.send(new ArrayBuffer(3));
  assert.deepEqual(await items, [new ArrayBuffer(3)]);
});

test("a rejection comes after the items that were sent before it", async () => {
  const transport = new Source();
  const items = stream("watch", {}, { transport });
  const first = items.next();
  transport.reject('pytauri-error {"kind":"rejected","value":"no more","frames":1}');
  transport.send([1]);
  assert.equal((await first).value, 1);
  await assert.rejects(items.next(), InvokeError);
});

test("a body without JSON leaves no channel open, and nothing is sent", async () => {
  const transport = new Source();
  await assert.rejects(rest(stream("watch", [new Channel(), 1n], { transport })), TypeError);
  assert.deepEqual([transport.calls, transport.controls, transport.channels.size], [[], [], 0]);
});

test("leaving the loop cancels the command", async () => {
  const transport = new Source();
  for await (const item of stream("watch", {}, start(transport))) {
    assert.equal(item, 1);
    break;
  }
  assert.deepEqual([transport.controls, transport.channels.size], [["cancel"], 0]);
});

function start(transport: Source): { transport: Source } {
  queueMicrotask(() => transport.send([1, 2]));
  return { transport };
}

test("Python is told what has been read, now and then", async () => {
  const transport = new Source();
  const items = rest(stream("watch", {}, { transport }));
  for (let frame = 0; frame < 20; frame += 1) transport.send([frame]);
  transport.answer(20);
  assert.equal((await items).length, 20);
  assert.deepEqual(transport.controls, ["received 8", "received 16"]);
});

test("a signal ends the stream with its reason, and cancels the command", async () => {
  const transport = new Source();
  const aborting = new AbortController();
  const items = stream("watch", {}, { transport, signal: aborting.signal });
  const first = items.next();
  transport.send([1, 2]);
  await first;
  aborting.abort("enough");
  assert.equal((await items.next()).value, 2);
  await assert.rejects(items.next(), (reason) => reason === "enough");
  assert.deepEqual(transport.controls, ["cancel"]);
});
