/**
 * The client library: it carries the calls of the generated functions to Python.
 *
 * The wire is described in docs/protocol.md of pytauri-gen.
 */
export { Channel } from "./channel.js";
export { CommandError } from "./declared.js";
export { ContractMismatchError, InvokeError, TransportError } from "./errors.js";
export { invoke } from "./invoke.js";
export type { CancelSignal } from "./cancel.js";
export type { CallOptions } from "./invoke.js";
export { CallCancelledError, CallTimeoutError, InternalError, ValidationError } from "./kinds.js";
export type { ValidationIssue } from "./kinds.js";
export { serveTransport } from "./serve.js";
export type { ServeOptions, ServeTransport } from "./serve.js";
export { stream } from "./streaming.js";
export { tauriTransport } from "./tauri.js";
export { setTransport } from "./select.js";
export type { Transport } from "./transport.js";
