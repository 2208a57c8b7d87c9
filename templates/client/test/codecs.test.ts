import assert from "node:assert/strict";
import { test } from "node:test";

import { Channel } from "../src/index.js";
import * as codecs from "../src/codecs.js";
import type { Convert } from "../src/codecs.js";
import { Recorder } from "./recorder.js";

const { array, byKind, byMember, byTag, lazy, nullable, record, same, toDate, tuple } = codecs;
const double: Convert = (value: number) => value * 2;
const DAY = new Date("2024-02-29T00:00:00Z");

function parsed(json: string): unknown {
  return JSON.parse(json);
}

test("test_fault_48: a record converts its members, leaves the others, and copies", () => {
  const value = Object.freeze({ at: "2024-02-29", list: Object.freeze([1]) });
  assert.deepEqual(record({ at: toDate })(value), { at: DAY, list: [1] });
  assert.deepEqual(value, { at: "2024-02-29", list: [1] });
});

test("what is missing stays missing, and undefined stays so", () => {
  const convert = record({ a: double, b: double, constructor: double });
  assert.deepEqual(convert({ b: undefined }), { b: undefined });
  assert.deepEqual(record({ a: double }, double)({ a: undefined, z: 1 }), { a: undefined, z: 2 });
});

test("a member called __proto__ is one like any other", () => {
  const value = parsed('{"__proto__": 1, "constructor": 2}');
  for (const convert of [
    record({ ["__proto__"]: double, constructor: double }),
    record({}, double),
  ]) {
    const converted = convert(value) as object;
    assert.equal(JSON.stringify(converted), '{"__proto__":2,"constructor":4}');
    assert.equal(Object.getPrototypeOf(converted), Object.prototype);
  }
  assert.equal(JSON.stringify(codecs.fromMap(same)(new Map([["__proto__", 1]]))), '{"__proto__":1}');
});

test("test_fault_47: a type that refers to itself is converted at every depth", () => {
  const tree: Convert = lazy(() => record({ at: toDate, children: array(tree) }));
  const leaf = { at: "2024-02-29", children: [] };
  assert.deepEqual(tree({ at: "2024-02-29", children: [leaf] }), {
    at: DAY,
    children: [{ at: DAY, children: [] }],
  });
});

test("tuples convert by position, from both ends", () => {
  const text: Convert = String;
  assert.deepEqual(tuple([double], same, [text])([1, 1, 1, 1]), [2, 1, 1, "1"]);
  assert.deepEqual(tuple([double, double])([1]), [2]);
});

test("unions are told apart by a tag, by a member, and by kind", () => {
  const tagged = byTag("kind", [
    ["a", record({ x: double })],
    [1, record({ x: toDate })],
  ]);
  assert.deepEqual(tagged({ kind: "a", x: 1 }), { kind: "a", x: 2 });
  assert.deepEqual(tagged({ kind: 1, x: "2024-02-29" }), { kind: 1, x: DAY });
  assert.deepEqual(tagged({ kind: "1", x: 3 }), { kind: "1", x: 3 });
  const shape = byMember([["radius", record({ radius: double })]]);
  assert.deepEqual([shape({ radius: 1 }), shape({ side: 1 })], [{ radius: 2 }, { side: 1 }]);
  const mixed = nullable(byKind({ String: toDate, Array: array(double) }));
  assert.deepEqual(["2024-02-29", [1], 5, null].map(mixed), [DAY, [2], 5, null]);
});

test("maps and sets go both ways, with keys of numbers and of large integers", () => {
  const numbers = codecs.toMap(codecs.toNumberKey, double);
  const found = numbers(parsed('{"1.5": 1, "-inf": 2, "1e+22": 3, "7": 4}')) as Map<number, number>;
  assert.deepEqual([...found.keys()].sort(), [-Infinity, 1.5, 1e22, 7]);
  assert.deepEqual(codecs.fromMap(double)(new Map([[9007199254740993n, 1]])), {
    "9007199254740993": 2,
  });
  assert.deepEqual(codecs.toMap(codecs.toBigInt, same)({ "9007199254740993": 1 }), new Map([[9007199254740993n, 1]]));
  assert.deepEqual(codecs.toSet(double)([1, 2]), new Set([2, 4]));
  assert.deepEqual(codecs.fromSet(double)(new Set([1, 2])), [2, 4]);
});

test("base64 is read in both alphabets, and written in that of URLs", () => {
  assert.deepEqual(codecs.base64ToBytes("++++/w=="), codecs.base64ToBytes("----_w=="));
  for (let length = 0; length < 300; length += 1) {
    const all = Uint8Array.from({ length }, (_, index) => (index * 7) % 256);
    const text = Buffer.from(all).toString("base64").replaceAll("+", "-").replaceAll("/", "_");
    assert.equal(codecs.bytesToBase64(all), text);
    assert.deepEqual(codecs.base64ToBytes(text), all);
    assert.deepEqual(codecs.hexToBytes(codecs.bytesToHex(all)), all);
  }
});

test("a time is a Date if it has an offset", () => {
  assert.deepEqual(codecs.toDateIfAware("2024-02-29T05:30:00+05:30"), DAY);
  assert.deepEqual(codecs.toDateIfAware("2024-02-29T00:00:00Z"), DAY);
  assert.equal(codecs.toDateIfAware("2024-02-29T00:00:00"), "2024-02-29T00:00:00");
  assert.equal(codecs.fromDate(DAY), "2024-02-29T00:00:00.000Z");
  assert.equal(codecs.fromDate("2024-02-29T00:00:00"), "2024-02-29T00:00:00");
  assert.equal(codecs.fromDay(DAY), "2024-02-29");
});

test("calls encode the body, decode the result, and decode the messages of channels", async () => {
  const transport = new Recorder();
  const received: unknown[] = [];
  const channel = new Channel<Date>((message) => received.push(message));
  const encode = record({ on: codecs.channel(toDate), at: codecs.fromDate });
  await codecs.invokeWith("watch", { on: channel, at: DAY }, { transport }, encode, same);
  transport.channels.forEach((receive) => receive("2024-02-29"));
  assert.deepEqual(received.splice(0), [DAY]);
  channel.onmessage = (message) => void received.push(["later", message]);
  transport.channels.forEach((receive) => receive("2024-02-29"));
  assert.deepEqual(received, [["later", DAY]]);
});

test("a body that can't be encoded rejects the call, and nothing is sent", async () => {
  const transport = new Recorder();
  const call = codecs.invokeWith("at", new Date(NaN), { transport }, codecs.fromDate, same);
  await assert.rejects(call, RangeError);
});
