// Times Python commands beside the same commands in Rust, in alternation.
const ROUNDS = 5;
const WARM_UP = 50;
const SEQUENTIAL = 300;
const IN_FLIGHT = 100;
const BURSTS = 50;
const MESSAGES = 10_000;
const ITEMS = 100_000;
const CANCELLED = 50;
const ECHOES = 5;
const BYTES = 10 * 1024 * 1024;
/** How long a regular expression holds the GIL on a fast machine: about 2 s. */
const BACKTRACKING = 26;
/** How many rounds of hashing take as long. */
const HASHES = 10_000_000;

async function time(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function sequential(side) {
  for (let n = 0; n < WARM_UP; n += 1) await side.greet(n);
  const all = await time(async () => {
    for (let n = 0; n < SEQUENTIAL; n += 1) await side.greet(n);
  });
  return all / SEQUENTIAL;
}

async function inFlight(side) {
  const burst = () => Promise.all(Array.from({ length: IN_FLIGHT }, (_, n) => side.greet(n)));
  await burst();
  const all = await time(async () => {
    for (let n = 0; n < BURSTS; n += 1) await burst();
  });
  return all / BURSTS / IN_FLIGHT;
}

function channel(side) {
  let received = 0;
  return time(
    () =>
      new Promise((resolve, reject) => {
        const receive = ({ i }) => {
          if (i !== received) reject(new Error(`message ${i} came instead of ${received}`));
          received += 1;
          if (received === MESSAGES) resolve();
        };
        side.count(MESSAGES, receive).catch(reject);
      }),
  );
}

/** As `channel`, of a stream; for the time to be that of as many items as there are messages. */
async function stream(side) {
  let received = 0;
  const all = await time(async () => {
    for await (const { i } of side.items(ITEMS)) {
      if (i !== received) throw new Error(`item ${i} came instead of ${received}`);
      received += 1;
    }
  });
  if (received !== ITEMS) throw new Error(`${received} items came`);
  return (all / ITEMS) * MESSAGES;
}

/** From the abort of a call until Python has told, in answer to another one, that it has ended. */
async function cancel(side) {
  let all = 0;
  for (let n = 0; n < CANCELLED; n += 1) {
    const aborting = new AbortController();
    const waiting = side.waitForCancel(aborting.signal).catch((reason) => reason);
    const cancelled = side.cancelled();
    await side.greet(n); // so both are there
    const start = performance.now();
    aborting.abort("measured");
    await cancelled;
    all += performance.now() - start;
    if ((await waiting) !== "measured") throw new Error(`${await waiting}`);
  }
  return all / CANCELLED;
}

async function echo(side) {
  const bytes = new Uint8Array(BYTES);
  await side.echo(bytes);
  const all = await time(async () => {
    for (let n = 0; n < ECHOES; n += 1) await side.echo(bytes);
  });
  return all / ECHOES;
}

/** The longest that a call of a native command takes while Python is occupied, in ms. */
async function wait(native, python, occupied) {
  await new Promise((resolve) => setTimeout(resolve, 200));
  const pending = python.greet(0); // under a held GIL Python is asked, and can't answer
  let longest = 0;
  let occupying = true;
  occupied.then(() => (occupying = false));
  const start = performance.now();
  while (occupying && performance.now() - start < 1500) {
    longest = Math.max(longest, await time(() => native.greet(0)));
  }
  await Promise.all([occupied, pending]);
  return longest;
}

/** What each kind of measurement calls. */
const NEEDS = { sequential: "greet", inFlight: "greet", channel: "count", echo: "echo",
  stream: "items", cancel: "waitForCancel" };
const RUN = { sequential, inFlight, channel, stream, echo, cancel };

/**
 * All times in ms, one per round: `{ python: { sequential: [...], ... }, rust: {...}, wait, busy }`.
 * `wait` is under a held GIL, `busy` beside a busy core alone: what that machine can do. A
 * side that lacks what a kind needs is left out of it; without `holdGil` there is neither.
 */
export async function measure({ python, rust, holdGil, keepBusy }) {
  const results = { python: {}, rust: {}, wait: [], busy: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [kind, run] of Object.entries(RUN)) {
      for (const [name, side] of Object.entries({ rust, python })) {
        if (side[NEEDS[kind]]) (results[name][kind] ??= []).push(await run(side));
      }
    }
    if (!holdGil) continue;
    results.busy.push(await wait(rust, python, keepBusy(HASHES)));
    results.wait.push(await wait(rust, python, holdGil(BACKTRACKING)));
  }
  return results;
}
