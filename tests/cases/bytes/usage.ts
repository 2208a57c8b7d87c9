import { echo, icon, size } from "./client/index.js";

export const echoed: Promise<ArrayBuffer> = echo(new Uint8Array([1]));
export const sized: Promise<number> = size(new ArrayBuffer(1));
export const drawn: Promise<ArrayBuffer> = icon();

// @ts-expect-error  JSON is no raw body
void echo([1]);
