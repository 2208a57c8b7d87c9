import assert from "node:assert/strict";
import { test } from "node:test";

import { invoke } from "../src/index.js";
import { Recorder } from "./recorder.js";

const never = (): Promise<never> => new Promise(() => {});

test("an aborted signal rejects with its reason, and Python is told", async () => {
  const transport = new Recorder(never);
  const aborting = new AbortController();
  const call = invoke("greet", {}, { transport, signal: aborting.signal });
  aborting.abort("enough");
  await assert.rejects(call, (reason) => reason === "enough");
  assert.deepEqual(transport.controls, ["cancel"]);
});

test("a signal that is aborted already sends nothing", async () => {
  const transport = new Recorder(never);
  const call = invoke("greet", {}, { transport, signal: AbortSignal.abort() });
  await assert.rejects(call, { name: "AbortError" });
  assert.deepEqual([transport.calls, transport.controls], [[], []]);
});

test("a call that takes too long is cancelled", async () => {
  const transport = new Recorder(never);
  const call = invoke("greet", {}, { transport, timeout: 1 });
  await assert.rejects(call, { name: "TimeoutError", message: "no answer within 1 ms" });
  assert.deepEqual(transport.controls, ["cancel"]);
});

test("an answered call is not cancelled, and leaves nothing on the signal", async () => {
  const listeners = new Set<() => void>();
  const signal = {
    aborted: false,
    addEventListener: (_: "abort", listener: () => void) => void listeners.add(listener),
    removeEventListener: (_: "abort", listener: () => void) => void listeners.delete(listener),
  };
  const transport = new Recorder(() => 1);
  assert.equal(await invoke("greet", {}, { transport, signal, timeout: 60_000 }), 1);
  assert.equal(listeners.size, 0);
  assert.deepEqual(transport.controls, []);
});
