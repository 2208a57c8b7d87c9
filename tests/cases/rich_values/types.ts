export type { Ambiguous, Failed, Note, Started, Tree } from "./client/index.js";
import type { Failed, Note, Started } from "./client/index.js";

export type Event = Started | Failed | Note;
