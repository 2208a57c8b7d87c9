// Tauri's part is that of its own mocks; the serve host is real, with tests/client/served.py.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

import { listen as listenAsTauri } from "@tauri-apps/api/event";
import { clearMocks, mockIPC, mockWindows } from "@tauri-apps/api/mocks";

import { event } from "../src/events.js";
import { InvokeError, TransportError, invoke, serveTransport, setTransport } from "../src/index.js";
import { uncaughtErrors } from "./uncaught.js";

const url = process.env["PYTAURI_URL"] ?? assert.fail("PYTAURI_URL is not set");
const token = process.env["PYTAURI_TOKEN"] ?? assert.fail("PYTAURI_TOKEN is not set");

interface Mocked {
  callbacks: Map<number, unknown>;
  invoke(command: string, payload: unknown): Promise<unknown>;
}

const page = globalThis as unknown as { window: unknown; __TAURI_INTERNALS__: Mocked };
page.window = globalThis;
const internals = (): Mocked => page.__TAURI_INTERNALS__;

interface Invoked {
  readonly command: string;
  readonly payload: any;
}

/** A Tauri window with events; keeps what is invoked. */
function tauri(refuse?: string): Invoked[] {
  const invoked: Invoked[] = [];
  mockWindows("main");
  mockIPC(() => null, { shouldMockEvents: true });
  const { invoke } = internals();
  internals().invoke = async (command, payload) => {
    invoked.push({ command, payload });
    if (refuse !== undefined) throw refuse;
    return invoke(command, payload);
  };
  return invoked;
}

function tell(event: string, payload: unknown): Promise<unknown> {
  return internals().invoke("plugin:event|emit", { event, payload });
}

afterEach(() => {
  clearMocks();
  delete (page as Partial<typeof page>).__TAURI_INTERNALS__;
  setTransport(undefined);
});

test("in a Tauri window, this window and all is what it listens to", async () => {
  const invoked = tauri();
  const heard: unknown[] = [];
  const unlisten = await event("progress").listen((payload) => heard.push(payload));
  await listenAsTauri("progress", () => {}, { target: { kind: "WebviewWindow", label: "main" } });
  const [ours, theirs] = invoked.map(({ command, payload: { handler, ...rest } }) => [
    command,
    rest,
  ]);
  assert.deepEqual(ours, theirs);
  await tell("progress", { percent: 1 });
  unlisten();
  await tell("progress", { percent: 2 });
  assert.deepEqual(heard, [{ percent: 1 }]);
});

test("in a Tauri window, what is emitted goes to the app", async () => {
  const invoked = tauri();
  await event("stop").emit({ why: "late" });
  const payload = { target: { kind: "App" }, event: "stop", payload: { why: "late" } };
  assert.deepEqual(invoked, [{ command: "plugin:event|emit_to", payload }]);
});

test("unlistening forgets the callback, and only once", async () => {
  const invoked = tauri();
  const unlisten = await event("progress").listen(() => {});
  assert.equal(internals().callbacks.size, 1);
  unlisten();
  unlisten();
  assert.equal(internals().callbacks.size, 0);
  const [{ payload }, ...others] = invoked.slice(1) as [Invoked, ...Invoked[]];
  assert.deepEqual([payload.event, typeof payload.eventId, others], ["progress", "number", []]);
});

test("a window that may not listen or emit", async () => {
  tauri("event.listen not allowed");
  const refused = new InvokeError("plugin:event|listen", "event.listen not allowed");
  await assert.rejects(
    event("progress").listen(() => {}),
    refused,
  );
  assert.equal(internals().callbacks.size, 0);
  await assert.rejects(event("progress").emit({}), InvokeError);
});

test("no way to Python", async () => {
  await assert.rejects(async () => event("progress").listen(() => {}), TransportError);
  await assert.rejects(event("progress").emit({}), TransportError);
});

test("test_fault_71: what throws is reported, and the next event comes", async () => {
  tauri();
  await event("progress").listen((payload) => {
    throw payload;
  });
  assert.deepEqual(await uncaughtErrors(async () => void (await tell("progress", 1))), [1]);
  assert.deepEqual(await uncaughtErrors(async () => void (await tell("progress", 2))), [2]);
});

test("payloads are decoded and encoded", async () => {
  const invoked = tauri();
  const day = event(
    "day",
    (text: string) => new Date(text),
    (date: Date) => date.toISOString(),
  );
  const heard: unknown[] = [];
  await day.listen((date) => heard.push(date));
  await tell("day", "2024-05-01T00:00:00Z");
  assert.deepEqual(heard, [new Date(Date.UTC(2024, 4, 1))]);
  await day.emit(heard[0]);
  assert.equal(invoked.at(-1)?.payload.payload, "2024-05-01T00:00:00.000Z");
});

test("once hears one event", async () => {
  tauri();
  const heard: unknown[] = [];
  const unlisten = await event("progress").once((payload) => heard.push(payload));
  await Promise.all([tell("progress", 1), tell("progress", 2)]);
  await tell("progress", 3);
  unlisten();
  assert.deepEqual([heard, internals().callbacks.size], [[1], 0]);
});

test("once hears what comes before it is known that it listens", async () => {
  tauri();
  const { invoke } = internals();
  internals().invoke = async (command, payload) => {
    const answer = await invoke(command, payload);
    if (command === "plugin:event|listen") await tell("progress", 1);
    return answer;
  };
  const heard: unknown[] = [];
  await event("progress").once((payload) => heard.push(payload));
  await new Promise(setImmediate);
  assert.deepEqual([heard, internals().callbacks.size], [[1], 0]);
});

/** Listens, and gives the payloads one by one. */
async function payloads(name: string): Promise<{ next(): Promise<any>; unlisten(): void }> {
  const heard: unknown[] = [];
  let wake = (): void => {};
  const unlisten = await event(name).listen((payload) => {
    heard.push(payload);
    wake();
  });
  async function next(): Promise<unknown> {
    while (heard.length === 0) await new Promise<void>((resolve) => (wake = resolve));
    return heard.shift();
  }
  return { next, unlisten };
}

test("served: Python hears the page, and the page hears Python, until it unlistens", async () => {
  setTransport(serveTransport({ url, token }));
  const told = await payloads("told");
  const first: unknown[] = [];
  await event("told").once((payload) => first.push(payload));
  await event("asked").emit({ text: "ü \u2028", number: 1.5 });
  assert.deepEqual(await told.next(), { text: "ü \u2028", number: 1.5 });
  await invoke("tell_window", "one");
  assert.deepEqual(await told.next(), { text: "one", number: 0 });
  assert.deepEqual(first, [{ text: "ü \u2028", number: 1.5 }]);
  told.unlisten();
  told.unlisten();
  // The stream ends by itself, and with it the test's process.
});

test("served: an event for one page is not heard by another", async () => {
  const [one, other] = [serveTransport({ url, token }), serveTransport({ url, token })];
  setTransport(one);
  const told = await payloads("told");
  setTransport(other);
  const toldOther = await payloads("told");
  await invoke("tell_window", "one", { transport: one });
  await invoke("tell_all", "all", { transport: one });
  assert.deepEqual([(await told.next()).text, (await told.next()).text], ["one", "all"]);
  assert.equal((await toldOther.next()).text, "all");
  one.close();
  other.close();
});

test("served: what the host does not know is refused", async () => {
  setTransport(serveTransport({ url, token }));
  await assert.rejects(event("two words").emit({}), TransportError);
});
