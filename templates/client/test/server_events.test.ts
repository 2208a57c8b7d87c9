import assert from "node:assert/strict";
import { test } from "node:test";

import { eventParser } from "../src/server_events.js";
import type { ServerEvent } from "../src/server_events.js";

const STREAM =
  ": open\n\n" +
  'event: message 1\ndata: {"a":1}\n\n' +
  ": alive\n\n" +
  "event: message 1\ndata: {\ndata: }\n\n" +
  "event: end 1\ndata: \n\n";

const EVENTS: ServerEvent[] = [
  { kind: "message", id: 1, data: '{"a":1}' },
  { kind: "message", id: 1, data: "{\n}" },
  { kind: "end", id: 1, data: "" },
];

function parsed(pieces: Iterable<string>): ServerEvent[] {
  const events: ServerEvent[] = [];
  const parse = eventParser((event) => events.push(event));
  for (const piece of pieces) parse(piece);
  return events;
}

test("comments are skipped and the lines of an event's data are joined", () => {
  assert.deepEqual(parsed([STREAM]), EVENTS);
});

test("the stream may be cut anywhere", () => {
  assert.deepEqual(parsed(STREAM), EVENTS);
  for (let cut = 0; cut <= STREAM.length; cut += 1) {
    assert.deepEqual(parsed([STREAM.slice(0, cut), STREAM.slice(cut)]), EVENTS);
  }
});

test("an event that is not complete is not emitted", () => {
  assert.deepEqual(parsed(["event: message 1\ndata: 1\n"]), []);
});

test("a large event in many pieces takes time in proportion to its size", () => {
  const pieces = Array.from({ length: 2000 }, () => "x".repeat(10_000));
  const [event] = parsed(["event: message 1\ndata: ", ...pieces, "\n\n"]);
  assert.equal(event?.data.length, 20_000_000);
});
