export class Decimal {
  constructor(readonly text: string) {}
}

export const decimals = {
  decode: (text: string): Decimal => new Decimal(text),
  encode: (decimal: Decimal): string => decimal.text,
};
