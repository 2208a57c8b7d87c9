/**
 * What clients with rich values are made of: functions that turn one value into another.
 *
 * A converter of a result decodes it, and one of a body encodes it. None changes its argument, and
 * what needs no conversion is passed on as it is. The generated modules compose them; the library
 * does not import this module, so that a client of plain values carries none of it.
 */
import { Channel } from "./channel.js";
import type { ErrorClass } from "./errors.js";
import { invoke } from "./invoke.js";
import type { CallOptions } from "./invoke.js";
import { stream } from "./streaming.js";

export * from "./binary.js";
export * from "./dates.js";
export * from "./temporal.js";

/** Turns a value of the wire into the one of the page, or the other way round. */
export type Convert = (value: any) => any;

/** The values of an object by their names. */
type Members = Readonly<Record<string, unknown>>;

/** Calls a command as `invoke` does, with its body encoded and its result decoded. */
export async function invokeWith<Result>(
  command: string,
  body: unknown,
  options: CallOptions | undefined,
  encode: Convert,
  decode: Convert,
  result?: "json" | "bytes",
  errors?: readonly ErrorClass[],
): Promise<Result> {
  return decode(await invoke(command, encode(body), options, result, errors)) as Result;
}

/** Calls a command as `stream` does, with its body encoded and each item decoded. */
export async function* streamWith<Item>(
  command: string,
  body: unknown,
  options: CallOptions | undefined,
  encode: Convert,
  decode: Convert,
  item?: "json" | "bytes",
  errors?: readonly ErrorClass[],
): AsyncGenerator<Item, void, undefined> {
  for await (const each of stream(command, encode(body), options, item, errors)) {
    yield decode(each) as Item;
  }
}

/** Leaves a value as it is. */
export const same: Convert = (value) => value;

/** Makes the converter of a type when it is first used: types refer to each other, and themselves. */
export function lazy(make: () => Convert): Convert {
  let made: Convert | undefined;
  return (value) => (made ??= make())(value);
}

/** Converts anything but `null`. */
export function nullable(convert: Convert): Convert {
  return (value) => (value === null ? null : convert(value));
}

/** Converts every item of an array. */
export function array(convert: Convert): Convert {
  return (value: readonly unknown[]) => value.map((item) => convert(item));
}

/** Converts an array by position: the first ones, any number of others, and the last ones. */
export function tuple(
  first: readonly Convert[],
  rest: Convert = same,
  last: readonly Convert[] = [],
): Convert {
  return (value: readonly unknown[]) =>
    value.map((item, index) => {
      const fromEnd = index - (value.length - last.length);
      return (first[index] ?? last[fromEnd] ?? rest)(item);
    });
}

/** Converts some members of an object, and all others by `rest`; those that are missing stay so. */
export function record(members: Readonly<Record<string, Convert>>, rest?: Convert): Convert {
  const names = rest ? undefined : Object.keys(members);
  return (value: Members) => {
    const converted: Record<string, unknown> = { ...value };
    for (const name of names ?? Object.keys(value)) {
      if (!Object.hasOwn(converted, name) || value[name] === undefined) continue;
      const convert = Object.hasOwn(members, name) ? members[name]! : rest!;
      // Its spread has made `__proto__` a member like any other, which this then replaces.
      converted[name] = convert(value[name]);
    }
    return converted;
  };
}

/** Decodes an array to a `Set`. */
export function toSet(convert: Convert): Convert {
  return (value: readonly unknown[]) => new Set(value.map((item) => convert(item)));
}

/** Encodes a `Set` as an array. */
export function fromSet(convert: Convert): Convert {
  return (value: ReadonlySet<unknown>) => Array.from(value, (item) => convert(item));
}

/** Decodes an object to a `Map`. */
export function toMap(key: (name: string) => unknown, convert: Convert): Convert {
  return (value: Members) =>
    new Map(Object.entries(value).map(([name, item]) => [key(name), convert(item)]));
}

/** Encodes a `Map` as an object. */
export function fromMap(convert: Convert): Convert {
  return (value: ReadonlyMap<unknown, unknown>) =>
    Object.fromEntries(Array.from(value, ([key, item]) => [String(key), convert(item)]));
}

/** Decodes the key of a number, also of those that JSON lacks. */
export function toNumberKey(name: string): number {
  return Number(name.replace("inf", "Infinity"));
}

/** Converts an object by the value of one of its members; one that isn't listed stays. */
export function byTag(name: string, cases: readonly (readonly [unknown, Convert])[]): Convert {
  const converters = new Map(cases);
  return (value: Members) => (converters.get(value[name]) ?? same)(value);
}

/** Converts an object by the first of some names that it has a member of. */
export function byMember(cases: readonly (readonly [string, Convert])[]): Convert {
  return (value: Members) => {
    const found = cases.find(([name]) => Object.hasOwn(value, name) && value[name] !== undefined);
    return found ? found[1](value) : value;
  };
}

/** Converts a value by what it is: `"String"`, `"Array"`, `"Object"`, `"Date"`; others stay. */
export function byKind(cases: Readonly<Record<string, Convert>>): Convert {
  return (value) => (cases[kindOf(value)] ?? same)(value);
}

function kindOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice(8, -1);
}

/** Converts texts but for some words. */
export function unless(words: readonly string[], convert: Convert): Convert {
  return (value) => (words.includes(value) ? value : convert(value));
}

/** Encodes a channel: as one whose messages are decoded before they get to it. */
export function channel(decode: Convert): Convert {
  return (value: Channel<unknown>) =>
    new Channel<unknown>((message) => value.onmessage(decode(message)));
}

/** Decodes the digits of an integer. */
export function toBigInt(digits: string): bigint {
  return BigInt(digits);
}

/** Encodes a value as the text of it. */
export function toText(value: unknown): string {
  return String(value);
}

/**
 * What carries a rich value: the type of unions whose members the wire does not tell apart, and
 * which therefore are not converted.
 */
export type Wire<T> = T extends string | number | boolean | null | undefined | Channel<never>
  ? T
  : T extends bigint | Uint8Array | { toJSON(): string }
    ? string
    : T extends ReadonlySet<infer Item>
      ? Wire<Item>[]
      : T extends ReadonlyMap<unknown, infer Item>
        ? { [key: string]: Wire<Item> }
        : T extends object
          ? { [Name in keyof T]: Wire<T[Name]> }
          : T;
