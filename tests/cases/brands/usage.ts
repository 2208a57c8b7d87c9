import { brands } from "./client/index.js";
import type { DateTimeString, DecimalString } from "./client/index.js";
import type { DateString } from "./client/client/brands.js";

const found = await brands({ day: "2024-02-29" as DateString });
const at: DateTimeString = found.at;
const text: string = found.price;
const value: DateString = found.value;
void [at, text, value];

// @ts-expect-error One brand is not another.
const price: DecimalString = found.at;
void price;
// @ts-expect-error A plain string has none.
void brands({ day: "2024-02-29" });
