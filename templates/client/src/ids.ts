let last = 0;

/** A number that this page gives to nothing else: to a call, or to a message about one. */
export function nextId(): number {
  return (last += 1);
}
