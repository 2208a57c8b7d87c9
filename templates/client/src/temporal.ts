import { OFFSET } from "./dates.js";

type Parser = { from(text: string): unknown };

// Taken from the page when it is used, so that a polyfill may come later than this module.
declare const Temporal: {
  readonly Duration: Parser;
  readonly Instant: Parser;
  readonly PlainDate: Parser;
  readonly PlainDateTime: Parser;
  readonly PlainTime: Parser;
};

/** What a duration of ISO 8601 starts with if it has years. */
const YEARS = /^(-?P)(\d+)Y(?:(\d+)D)?/;

export function toInstant(text: string): unknown {
  return Temporal.Instant.from(text);
}

export function toPlainDate(text: string): unknown {
  return Temporal.PlainDate.from(text);
}

export function toPlainDateTime(text: string): unknown {
  return Temporal.PlainDateTime.from(text);
}

/** Decodes a `datetime` to an `Instant` if it has an offset, else to a `PlainDateTime`. */
export function toMoment(text: string): unknown {
  return OFFSET.test(text) ? toInstant(text) : toPlainDateTime(text);
}

/** Decodes a `time`; with an offset, for which there is no type, it stays text. */
export function toPlainTime(text: string): unknown {
  return OFFSET.test(text) ? text : Temporal.PlainTime.from(text);
}

/** Decodes a `timedelta`; pydantic writes 365 days as a year, which to `Temporal` is not the same. */
export function toDuration(text: string): unknown {
  const inDays = text.replace(
    YEARS,
    (_, start: string, years: string, days = "0") => `${start}${+years * 365 + +days}D`,
  );
  return Temporal.Duration.from(inDays);
}
