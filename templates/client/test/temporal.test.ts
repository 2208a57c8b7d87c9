// Run with `--harmony-temporal` where `Temporal` is not there without it.
import assert from "node:assert/strict";
import { test } from "node:test";

import * as codecs from "../src/codecs.js";

const text = (value: unknown): [string, string] => [
  Object.prototype.toString.call(value).slice(8, -1),
  codecs.toText(value),
];

test("times are those of Temporal, and text where it has none", () => {
  assert.deepEqual(text(codecs.toInstant("2024-02-29T05:30:00.123456+05:30")), [
    "Temporal.Instant",
    "2024-02-29T00:00:00.123456Z",
  ]);
  assert.deepEqual(text(codecs.toMoment("2024-02-29T00:00:00Z"))[0], "Temporal.Instant");
  assert.deepEqual(text(codecs.toMoment("2024-02-29T00:00:00.5")), [
    "Temporal.PlainDateTime",
    "2024-02-29T00:00:00.5",
  ]);
  assert.deepEqual(text(codecs.toPlainDate("0001-01-01")), ["Temporal.PlainDate", "0001-01-01"]);
  assert.deepEqual(text(codecs.toPlainTime("10:20:30.000001"))[1], "10:20:30.000001");
  assert.equal(codecs.toPlainTime("10:20:30Z"), "10:20:30Z");
});

test("the years of pydantic's durations have 365 days", () => {
  const read = (duration: string): string => codecs.toText(codecs.toDuration(duration));
  assert.equal(read("P1Y35DT5.5S"), "P400DT5.5S");
  assert.equal(read("-P2YT1S"), "-P730DT1S");
  assert.equal(read("P22DT6H"), "P22DT6H");
  assert.equal(read("PT0S"), "PT0S");
});
