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
  const running = new Map<number, EventStream>();
  let stream: EventStream | undefined;

  function send(path: string, init: RequestInit): Promise<Response> {
    return request(new URL(`/pytauri/${path}`, url), init);
  }

  // The transport's own headers are set later, so that they win over the caller's in any case.
  function headersFrom(client: string, call?: Call): Headers {
    const headers = new Headers(call?.headers);
    headers.set("authorization", `Bearer ${token}`);
    headers.set("pytauri-client", client);
    return headers;
  }

  function post(call: Call, headers: Headers, body: Call["body"] | null = null): Promise<Response> {
    const command = encodeURIComponent(call.command);
    const init = { method: "POST", headers, body: body as BodyInit | null };
    return send(`invoke?command=${command}`, init);
  }

  function currentStream(): EventStream {
    if (!stream || stream.ended) {
      const client = `${page}.${nextId()}`;
      const headers = headersFrom(client);
      stream = new EventStream(client, (signal) => send("events", { headers, signal }));
    }
    return stream;
  }

  async function call(call: Call): Promise<unknown> {
    const stream = currentStream();
    const later = stream.expectAnswer(call.id);
    running.set(call.id, stream);
    try {
      const headers = headersFrom(stream.client, call);
      headers.set("pytauri-call", `${call.id}`);
      if (call.body !== undefined) headers.set("content-type", "application/octet-stream");
      if (call.channels.length > 0) {
        // An answer on the stream comes after the messages that were sent before it.
        headers.set("prefer", "respond-async");
        await stream.open();
      }
      const response = await post(call, headers, call.body);
      if (response.status !== 202) return await readAnswer(response);
      await stream.open();
      return await later;
    } finally {
      running.delete(call.id);
      stream.forget(call.id);
    }
  }

  function control(call: Call, verb: string, ...frames: number[]): void {
    const stream = running.get(call.id);
    if (!stream) return; // it has been answered
    const headers = headersFrom(stream.client, call);
    headers.set("pytauri-call", `${nextId()}`);
    headers.set("pytauri-control", [verb, call.id, ...frames].join(" "));
    post(call, headers).catch(() => {}); // Python is gone, and with it the call
  }

  // The number is never used twice: a late `closeChannel` must not meet a newer stream's.
  function openChannel(receive: Receive): number {
    const id = nextId();
    currentStream().openChannel(id, receive);
    return id;
  }

  return {
    call,
    control,
    openChannel,
    closeChannel: (id: number) => stream?.forget(id),
    close: () => stream?.end(),
  };
}
