import { double, total } from "./client/index.js";
import type { Decimal } from "./decimal.js";

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2
  ? true
  : false;

const isExact: Equal<Awaited<ReturnType<typeof total>>, Decimal> = true;
void isExact;

const found = await double({ amount: await total(), at: { epoch: 5 } });
const texts: (string | undefined)[] = Object.values(found).map((price) => price.amount.text);
void texts;

// @ts-expect-error A codec's type is what it decodes to.
void double({ amount: "1.5" });
