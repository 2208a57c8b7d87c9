/** An offset from UTC at the end of a time. */
export const OFFSET: RegExp = /(Z|[+-]\d\d:\d\d)$/;

/** Decodes a date, as its midnight in UTC, or a time with an offset, to the millisecond. */
export function toDate(text: string): Date {
  return new Date(text);
}

/** Decodes a time with an offset; one without is no moment, and stays text. */
export function toDateIfAware(text: string): Date | string {
  return OFFSET.test(text) ? new Date(text) : text;
}

/** Encodes a moment, in UTC; text stays. */
export function fromDate(value: Date | string): string {
  return typeof value === "string" ? value : value.toISOString();
}

/** Encodes the day that it is in UTC. */
export function fromDay(value: Date): string {
  return value.toISOString().slice(0, 10);
}
