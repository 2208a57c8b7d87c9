/** An order as the web shop makes one; the schema that it shares with the program says what is in it. */
export function newOrder(number, petId, quantity = 1) {
  return {
    number,
    placedAt: new Date().toISOString(),
    customer: { name: "Ada Lovelace", email: "ada@example.org" },
    lines: [{ petId, quantity }],
  };
}

/** An order in a line. */
export function describeOrder({ number, customer, lines, state }) {
  const pets = lines.map(({ petId, quantity }) => `${quantity} of pet ${petId}`).join(", ");
  return `${number}: ${pets} for ${customer.name}, ${state}`;
}
