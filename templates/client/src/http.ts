import { TransportError } from "./errors.js";

/** The status of an answer that says what the command was rejected with. */
const REJECTED = 422;

/**
 * Sends one request to the serve host.
 *
 * Throws a {@link TransportError} when the host can't be reached or refuses the request; a
 * rejected command is no refusal.
 */
export async function request(url: string, init: RequestInit): Promise<Response> {
  const response = await fetch(url, { ...init, cache: "no-store", credentials: "omit" }).catch(
    (cause: unknown) => {
      const host = new URL(url).origin;
      throw new TransportError(`no connection to ${host}: is Python still running?`, { cause });
    },
  );
  if (response.ok || response.status === REJECTED) return response;
  throw new TransportError(await refusal(response));
}

/** The result in an answer; throws the value that the command was rejected with. */
export async function readAnswer(response: Response): Promise<unknown> {
  const type = response.headers.get("content-type") ?? "";
  const bytes = response.status !== REJECTED && type.startsWith("application/octet-stream");
  const value: unknown = await (bytes ? response.arrayBuffer() : response.json()).catch(
    (cause: unknown) => {
      throw new TransportError("the answer could not be read", { cause });
    },
  );
  if (response.status === REJECTED) throw value;
  return value;
}

async function refusal(response: Response): Promise<string> {
  const text = await response.text().catch(() => "");
  try {
    return String((JSON.parse(text) as { error: unknown }).error);
  } catch {
    return `HTTP ${response.status} from ${response.url}`;
  }
}
