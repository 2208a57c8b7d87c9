// Against the real host: tests/client/test_library.py serves the commands in tests/client/served.py
// and passes the address.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";

import { Channel, InvokeError, TransportError, invoke, serveTransport } from "../src/index.js";
import type { ServeTransport } from "../src/index.js";

const url = process.env["PYTAURI_URL"] ?? assert.fail("PYTAURI_URL is not set");
const token = process.env["PYTAURI_TOKEN"] ?? assert.fail("PYTAURI_TOKEN is not set");
const transport = serveTransport({ url, token });

test("JSON goes in and comes out", async () => {
  assert.equal(await invoke("add", [1, 2], { transport }), 3);
});

test("a command without a body and without a result", async () => {
  assert.equal(await invoke("nothing", undefined, { transport }), null);
});

test("bytes go in and come out", async () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
  const result = await invoke<ArrayBuffer>("echo", bytes, { transport });
  assert.deepEqual(new Uint8Array(result), bytes);
  const empty = await invoke<ArrayBuffer>("echo", new ArrayBuffer(0), { transport });
  assert.equal(empty.byteLength, 0);
});

test("what Python rejects with arrives as the value", async () => {
  const refused = invoke("refuse", "ü \u2028 😀", { transport });
  await assert.rejects(refused, new InvokeError("refuse", "ü \u2028 😀"));
});

test("the command sees the caller's headers and the contract, but not the token", async () => {
  const headers = { "x-mine": "1" };
  const seen = await invoke<[string, string][]>("seen", undefined, { transport, headers });
  const names = Object.fromEntries(seen);
  assert.equal(names["x-mine"], "1");
  assert.equal(names["pytauri-contract"], "");
  assert.equal(names["authorization"], undefined);
});

test("the transport's own headers win over the caller's, in any case", async () => {
  const headers = { Authorization: "mine", "Pytauri-Call": "x" };
  assert.equal(await invoke("nothing", undefined, { transport, headers }), null);
});

test("a header that HTTP can't carry is a TypeError", async () => {
  const call = invoke("nothing", undefined, { transport, headers: { "x-mine": "\u2028" } });
  await assert.rejects(call, TypeError);
});

test("all messages of a command arrive, in order, before its result", async () => {
  const received: unknown[] = [];
  const channel = new Channel((message) => received.push(message));
  await invoke("count", { to: 1000, channel }, { transport });
  assert.deepEqual(
    received,
    Array.from({ length: 1000 }, (_, index) => index),
  );
});

test("a channel carries bytes", async () => {
  const received: unknown[] = [];
  const channel = new Channel((message) => received.push(message));
  await invoke("send_bytes", channel, { transport });
  assert.deepEqual(received, [new Uint8Array([0, 255]).buffer]);
});

test("a channel may outlive its call", async () => {
  const message = await new Promise((resolve) => {
    void invoke("send_later", new Channel(resolve), { transport });
  });
  assert.equal(message, "later");
});

test("many slow calls run side by side, each with its own answer", async () => {
  const calls = Array.from({ length: 20 }, (_, index) =>
    invoke("answer_slowly", index, { transport }),
  );
  assert.deepEqual(
    await Promise.all(calls),
    Array.from({ length: 20 }, (_, index) => index),
  );
});

test("a slow call may answer with bytes, or be rejected", async () => {
  const bytes = invoke<ArrayBuffer>("bytes_slowly", undefined, { transport });
  const refused = assert.rejects(
    invoke("refuse_slowly", undefined, { transport }),
    new InvokeError("refuse_slowly", "no"),
  );
  assert.deepEqual(new Uint8Array(await bytes), new Uint8Array([0, 255]));
  await refused;
});

test("calls of one transport come from one window, those of another from another", async () => {
  const label = () => invoke("label", undefined, { transport });
  const before = await label();
  await invoke("count", { to: 1, channel: new Channel() }, { transport });
  assert.equal(await label(), before);
  const other = serveTransport({ url, token });
  assert.notEqual(await invoke("label", undefined, { transport: other }), before);
});

test("close rejects what waits on the stream, and later calls open a new one", async () => {
  const own = serveTransport({ url, token });
  const opened = new Promise<void>((resolve) => {
    const channel = new Channel(() => resolve());
    const waiting = invoke("send_and_wait", channel, { transport: own });
    void assert.rejects(waiting, TransportError);
  });
  await opened;
  own.close();
  assert.equal(await invoke("answer_slowly", 1, { transport: own }), 1);
});

test("a call that fails late does not close a channel of a later call", async () => {
  const own = serveTransport({ url: `${url}/`, token });
  const received: unknown[] = [];
  await new Promise<void>((resolve) => {
    const waiting = invoke("send_and_wait", new Channel(() => resolve()), { transport: own });
    void assert.rejects(waiting, TransportError);
  });
  own.close();
  const channel = new Channel((message) => received.push(message));
  await invoke("count", { to: 3, channel }, { transport: own });
  assert.deepEqual(received, [0, 1, 2]);
});

test("a wrong token is refused with what to do", async () => {
  const call = invoke("nothing", undefined, { transport: serveTransport({ url, token: "x" }) });
  await assert.rejects(call, /TransportError: the token .* open the address that it printed/);
});

test("a host that is not there", async () => {
  const call = invoke("nothing", undefined, {
    transport: serveTransport({ url: "http://127.0.0.1:1", token }),
  });
  await assert.rejects(call, {
    name: "TransportError",
    message: "no connection to http://127.0.0.1:1: is Python still running?",
  });
});

/** What another server than ours may answer. */
async function against(
  answers: Record<
    string,
    (stream: { write(text: string): void; end(): void }, call: string) => void
  >,
  act: (transport: ServeTransport) => Promise<void>,
): Promise<void> {
  let call = "";
  const server = createServer((request, response) => {
    call = `${request.headers["pytauri-call"] ?? call}`;
    const path = request.url?.split("?")[0] ?? "";
    response.writeHead(path === "/pytauri/invoke" ? 202 : 200, {
      "content-type": path === "/pytauri/events" ? "text/event-stream" : "application/json",
    });
    answers[path]?.(response, call);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const transport = serveTransport({ url: `http://127.0.0.1:${port}`, token });
  try {
    await act(transport);
  } finally {
    transport.close();
    server.closeAllConnections();
    server.close();
  }
}

test("a stream that breaks off rejects the calls that wait for it", async () => {
  const answers = {
    "/pytauri/invoke": (answer: { end(): void }) => answer.end(),
    "/pytauri/events": (stream: { write(text: string): void; end(): void }) => {
      stream.write(": open\n\n");
      stream.end();
    },
  };
  await against(answers, async (transport) => {
    const call = invoke("nothing", undefined, { transport });
    await assert.rejects(call, /TransportError: the connection to Python ended/);
  });
});

test("an answer on the stream that is not JSON rejects its call", async () => {
  const answers = {
    "/pytauri/invoke": (answer: { end(): void }) => answer.end(),
    "/pytauri/events": (stream: { write(text: string): void }, call: string) => {
      stream.write(`event: resolved ${call}\ndata: NaN\n\n`);
    },
  };
  await against(answers, async (transport) => {
    const call = invoke("nothing", undefined, { transport });
    await assert.rejects(call, /TransportError: the answer could not be read/);
  });
});
