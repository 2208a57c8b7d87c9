import { Closed, Full, book, cancel, seats, ticket } from "./client/index.js";
import type { Result } from "./client/client/result.js";

const booked = await book(new Set([1, 2]));
if (booked.ok) {
  const at: Date = booked.value.at;
  console.log(at, booked.error satisfies undefined);
} else if (booked.error instanceof Closed) {
  const opens: Date | undefined = booked.error.data.opens?.at;
  console.log(opens);
} else if (booked.error.code === "Full") {
  const taken: Set<number> = booked.error.data.seats;
  const row: string | undefined = booked.error.data.by_row.get(1);
  console.log(taken, row, booked.error satisfies Full);
} else {
  const x: number = booked.error.data.x;
  console.log(x);
}

export const cancelled: Result<null, cancel.Error> = await cancel(1);
export const raw: ArrayBuffer | undefined = (await ticket()).value;
export const free: Result<number[], never> = await seats();
// @ts-expect-error  there may be none
export const at: Date = booked.value.at;
