import assert from "node:assert/strict";
import { test } from "node:test";

import { declareError } from "../src/declared.js";
import {
  CallCancelledError,
  CallTimeoutError,
  CommandError,
  InternalError,
  InvokeError,
  TransportError,
  ValidationError,
  invoke,
} from "../src/index.js";
import { toResult } from "../src/result.js";
import { Recorder } from "./recorder.js";

const Full = declareError("Full");
const Locked = declareError("storage/locked", (data: { at: string }) => new Date(data.at));

/** What a call rejects with when the host rejects it with `reason`. */
async function thrown(reason: unknown, errors = [Full, Locked]): Promise<unknown> {
  const transport = new Recorder(() => Promise.reject(reason));
  const call = invoke("save", {}, { transport }, "json", errors);
  return call.then(
    () => assert.fail("the call was not rejected"),
    (error: unknown) => error,
  );
}

function structured(rejection: object): string {
  return `pytauri-error ${JSON.stringify(rejection)}`;
}

const full = { kind: "error", code: "Full", message: "No room.", data: { limit: 1 } };

test("an error of the program is of its class, and holds what Python sent", async () => {
  const error = await thrown(structured(full));
  const classes = [Full, CommandError, InvokeError, Error, Locked];
  assert.deepEqual(
    classes.map((each) => error instanceof each),
    [true, true, true, true, false],
  );
  assert.ok(error instanceof CommandError);
  assert.equal(error.constructor.name, "Full");
  assert.equal(String(error), "Full: No room.");
  assert.equal(error.code, "Full");
  assert.deepEqual(error.data, { limit: 1 });
  assert.equal(error.command, "save");
  assert.equal(error.value, "No room.");
  assert.ok(!("kind" in error));
});

test("the data of an error is decoded by its class", async () => {
  const at = "2024-01-02T03:04:05.000Z";
  const error = await thrown(structured({ ...full, code: "storage/locked", data: { at } }));
  assert.ok(error instanceof Locked && error instanceof CommandError);
  assert.deepEqual(error.data, new Date(at));
  assert.equal(error.name, "storage/locked");
});

test("an error that the command does not declare is a plain CommandError", async () => {
  const error = await thrown(structured(full), [Locked]);
  assert.ok(error instanceof CommandError);
  assert.equal(error.constructor, CommandError);
  assert.equal(error.code, "Full");
  assert.deepEqual(error.data, { limit: 1 });
  assert.equal(String(error), "CommandError: No room.");
});

test("an exception of the runtime keeps its value", async () => {
  const error = await thrown(structured({ kind: "rejected", value: "pytauri-error {}" }));
  assert.ok(error instanceof InvokeError);
  assert.equal(error.constructor, InvokeError);
  assert.equal(error.value, "pytauri-error {}");
  assert.equal(error.message, "save: pytauri-error {}");
});

test("a body that does not validate tells each of its issues", async () => {
  const issues = [{ loc: ["tags", 0], type: "string_type", msg: "Input should be a string" }];
  const error = await thrown(structured({ kind: "invalid", issues }));
  assert.ok(error instanceof ValidationError);
  assert.equal(error.name, "ValidationError");
  assert.deepEqual(error.issues, issues);
  assert.match(error.message, /^save: .*Input should be a string/);
});

test("an internal error tells what the log has it under", async () => {
  const error = await thrown(structured({ kind: "internal", id: "0a1b", message: "it failed" }));
  assert.ok(error instanceof InternalError);
  assert.equal(String(error), "InternalError: save: it failed");
  assert.equal(error.id, "0a1b");
});

for (const [kind, kindOfError] of [
  ["cancelled", CallCancelledError],
  ["timeout", CallTimeoutError],
] as const) {
  test(`a call that is rejected as ${kind} is a ${kindOfError.name}`, async () => {
    const error = await thrown(structured({ kind, message: "it ended" }));
    assert.ok(error instanceof kindOfError);
    assert.equal(String(error), `${kindOfError.name}: save: it ended`);
  });
}

test("a kind of a later version is an InvokeError with what is told of it", async () => {
  const error = await thrown(structured({ kind: "later", message: "something new" }));
  assert.ok(error instanceof InvokeError);
  assert.equal(error.constructor, InvokeError);
  assert.equal(error.value, "something new");
});

test("an error can be made by hand, as for a test of a page", () => {
  const error = new CommandError("save", "No room.", { code: "Full", data: 1 });
  assert.equal(error.code, "Full");
  assert.equal(error.data, 1);
  assert.equal(error.message, "No room.");
});

test("a result holds what the command returned", async () => {
  assert.deepEqual(await toResult(Promise.resolve(7)), { ok: true, value: 7 });
});

test("a result holds an error that the command declares", async () => {
  const error = await thrown(structured(full));
  assert.deepEqual(await toResult(Promise.reject(error)), { ok: false, error });
});

for (const reason of [new TransportError("gone"), structured(full), "text"]) {
  test(`what the command does not declare is thrown by results too: ${String(reason)}`, async () => {
    const error = await thrown(reason, []);
    await assert.rejects(toResult(Promise.reject(error)), (other) => other === error);
  });
}
