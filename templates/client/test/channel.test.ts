import assert from "node:assert/strict";
import { test } from "node:test";

import { Channel, invoke } from "../src/index.js";
import { Recorder } from "./recorder.js";
import { uncaughtErrors } from "./uncaught.js";

async function open(...channels: Channel[]): Promise<(message: unknown) => void> {
  const transport = new Recorder();
  await invoke("watch", channels, { transport });
  return (message) => transport.channels.forEach((receive) => receive(message));
}

test("messages go to the handler that is set when they arrive", async () => {
  const first: unknown[] = [];
  const second: unknown[] = [];
  const channel = new Channel((message) => first.push(message));
  const send = await open(channel);
  send(1);
  channel.onmessage = (message) => second.push(message);
  send(2);
  assert.deepEqual([first, second], [[1], [2]]);
});

test("messages without a handler are dropped", async () => {
  const channel = new Channel();
  const send = await open(channel);
  send("early");
  const received: unknown[] = [];
  channel.onmessage = (message) => received.push(message);
  send("late");
  assert.deepEqual(received, ["late"]);
});

test("a channel that stands twice receives what is sent to both", async () => {
  const received: unknown[] = [];
  const channel = new Channel((message) => received.push(message));
  const send = await open(channel, channel);
  send("hello");
  assert.deepEqual(received, ["hello", "hello"]);
});

test("test_fault_71: a handler that throws does not hold up later messages", async () => {
  const received: unknown[] = [];
  const broken = new Error("in the handler");
  const send = await open(
    new Channel((message) => {
      received.push(message);
      throw broken;
    }),
  );
  const errors = await uncaughtErrors(() => {
    send(1);
    send(2);
  });
  assert.deepEqual(received, [1, 2]);
  assert.deepEqual(errors, [broken, broken]);
});
