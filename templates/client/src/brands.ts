/**
 * Strings that stand for something else, each with its own name in its type.
 *
 * To make one by hand, say so: `"2024-05-01" as DateString`.
 */
export type Brand<Name extends string> = string & { readonly __brand: Name };
export type DateString = Brand<"date">;
export type TimeString = Brand<"time">;
export type DateTimeString = Brand<"datetime">;
export type DurationString = Brand<"duration">;
export type DecimalString = Brand<"decimal">;
export type FractionString = Brand<"fraction">;
export type ComplexString = Brand<"complex">;
export type IntegerString = Brand<"integer">;
export type Base64String = Brand<"base64">;
export type HexString = Brand<"hex">;
export type UuidString = Brand<"uuid">;
export type UrlString = Brand<"url">;
