import { readAnswer, request } from "./http.js";
import { nextId } from "./ids.js";
import { EventStream } from "./stream.js";
import type { Call, Receive, Transport } from "./transport.js";

/** Where a serve host listens. */
export interface ServeOptions {
  /** The host's `url`, for example `http://127.0.0.1:8000`. */
  readonly url: string;
  /** The host's `token`. */
  readonly token: string;
}

/** A transport that ends what it holds open. */
export interface ServeTransport extends Transport {
  /**
   * Ends the stream of events; calls that still wait for an answer there are rejected.
   *
   * Needed only where a channel that Python never opened would keep a Node process running.
   */
  close(): void;
}

/** The transport to a serve host, for browsers and Node; calls go by `fetch`. */
export function serveTransport({ url, token }: ServeOptions): ServeTransport {
  const page = crypto.randomUUID();
  let streams = 0;
  const running = new Map<number, EventStream>();
  let channels = 0; // never used twice: a late `closeChannel` must not meet a newer stream's
  let stream: EventStream | undefined;

  function endpoint(path: string): string {
    return new URL(`/pytauri/${path}`, url).href;
  }

  function headers(stream: EventStream): Record<string, string> {
    return { authorization: `Bearer ${token}`, "pytauri-client": stream.client };
  }

  function callHeaders(stream: EventStream, call: Call): Headers {
    const all = new Headers(call.headers);
    if (call.body !== undefined) all.set("content-type", "application/octet-stream");
    // An answer on the stream comes after the messages that were sent before it.
    if (call.channels.length > 0) all.set("prefer", "respond-async");
    all.set("pytauri-call", `${call.id}`);
    if (call.stream !== undefined) all.set("pytauri-stream", `${call.stream}`);
    Object.entries(headers(stream)).forEach(([name, value]) => all.set(name, value));
    return all;
  }

  function currentStream(): EventStream {
    if (!stream || stream.ended) {
      stream = new EventStream(`${page}.${(streams += 1)}`, (stream, signal) =>
        request(endpoint("events"), { headers: headers(stream), signal }),
      );
    }
    return stream;
  }

  async function call(call: Call): Promise<unknown> {
    const stream = currentStream();
    const later = stream.expectAnswer(call.id);
    running.set(call.id, stream);
    try {
      const headers = callHeaders(stream, call);
      if (call.channels.length > 0) await stream.open();
      const command = encodeURIComponent(call.command);
      const response = await request(endpoint(`invoke?command=${command}`), {
        method: "POST",
        headers,
        body: (call.body ?? null) as BodyInit | null,
      });
      if (response.status !== 202) return await readAnswer(response);
      await stream.open();
      return await later;
    } finally {
      running.delete(call.id);
      stream.forgetAnswer(call.id);
    }
  }

  function control(call: Call, message: string): void {
    const stream = running.get(call.id);
    if (!stream) return; // it has been answered
    const [verb, ...rest] = message.split(" ");
    const about = [verb, call.id, ...rest].join(" ");
    const mark = { "pytauri-control": about, "pytauri-call": `${nextId()}` };
    const command = encodeURIComponent(call.command);
    request(endpoint(`invoke?command=${command}`), {
      method: "POST",
      headers: { ...call.headers, ...headers(stream), ...mark },
    }).catch(() => {}); // Python is gone, and with it the call
  }

  function openChannel(receive: Receive): number {
    channels += 1;
    currentStream().openChannel(channels, receive);
    return channels;
  }

  return {
    call,
    control,
    openChannel,
    closeChannel: (id: number) => stream?.closeChannel(id),
    close: () => stream?.end(),
  };
}
