let last = 0;

/** A number that this page gives to nothing else. */
export function nextId(): number {
  return (last += 1);
}
