// Decodes what Python sent, tells what that is in TypeScript, and encodes it again.
//
// `node round_trip.mjs CLIENT < CASES`: the client's folder, and JSON of `[command, text]` pairs.
// `get_<command>` is answered with the text, and what it gives is the body of `put_<command>`. Out come
// `[expression, body]` pairs.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const client = await import(pathToFileURL(`${process.argv[2]}/index.js`).href);
const found = [];
for (const [command, text] of JSON.parse(readFileSync(0, "utf8"))) {
  let body;
  const transport = {
    call: async (call) => {
      body = call.body;
      return deepFrozen(JSON.parse(text));
    },
  };
  const value = deepFrozen(await client[`get${command}`]({ transport }));
  await client[`put${command}`](value, { transport });
  found.push([expression(value), body]);
}
console.log(JSON.stringify(found));

// Whoever changes a value that isn't theirs throws.
function deepFrozen(value) {
  if (value === null || typeof value !== "object" || ArrayBuffer.isView(value)) return value;
  Object.values(value).forEach(deepFrozen);
  if (value instanceof Set || value instanceof Map) [...value].forEach(deepFrozen);
  return Object.freeze(value);
}

function expression(value) {
  const kind = Object.prototype.toString.call(value).slice(8, -1);
  const list = (values) => Array.from(values, expression).join(", ");
  if (kind === "Array") return `[${list(value)}]`;
  if (kind === "Number") return String(value);
  if (kind === "BigInt") return `BigInt("${value}")`;
  if (kind === "Date") return `new Date("${value.toISOString()}")`;
  if (kind === "Uint8Array") return `new Uint8Array([${list(value)}])`;
  if (kind === "Set") return value.size ? `new Set([${list(value)}] as const)` : "new Set<never>()";
  if (kind === "Map") {
    const pairs = Array.from(value, ([key, item]) => `[${expression(key)}, ${expression(item)}]`);
    return value.size ? `new Map([${pairs.join(", ")}])` : "new Map<never, never>()";
  }
  if (kind.startsWith("Temporal.")) return `${kind}.from("${value}")`;
  if (kind !== "Object") return JSON.stringify(value);
  const members = Object.entries(value).map(
    ([name, item]) => `${name === "__proto__" ? '["__proto__"]' : JSON.stringify(name)}: ${expression(item)}`,
  );
  return `{ ${members.join(", ")} }`;
}
