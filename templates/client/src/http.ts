import { TransportError } from "./errors.js";

/** The status of an answer that says what the command was rejected with. */
const REJECTED = 422;

/**
 * Sends one request to the serve host.
 *
 * Throws a {@link TransportError} when the host can't be reached or refuses the request; a
 * rejected command is no refusal.
 */
export async function request(url: URL, init: RequestInit): Promise<Response> {
  const sent = fetch(url, { ...init, cache: "no-store", credentials: "omit" });
  const response = await sent.catch((cause: unknown) => {
    throw new TransportError(`no connection to ${url.origin}: is Python still running?`, { cause });
  });
  if (response.ok || response.status === REJECTED) return response;
  throw new TransportError(await refusal(response));
}

/** The result in an answer; throws the value that the command was rejected with. */
export async function readAnswer(response: Response): Promise<unknown> {
  const bytes = response.headers.get("content-type") === "application/octet-stream";
  const value: unknown = await (bytes ? response.arrayBuffer() : response.json()).catch(
    (cause: unknown) => {
      throw unreadable(cause);
    },
  );
  if (response.status === REJECTED) throw value;
  return value;
}

/** What a call is rejected with if its answer is not what the protocol says. */
export function unreadable(cause: unknown): TransportError {
  return new TransportError("the answer could not be read", { cause });
}

function refusal(response: Response): Promise<string> {
  const text = response.json().then(({ error }) => String(error));
  return text.catch(() => `HTTP ${response.status} from ${response.url}`);
}
