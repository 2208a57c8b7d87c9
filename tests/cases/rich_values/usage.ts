import { Channel, ambiguous, collections, events, pages, shapes, trees, user, watch } from "./client/index.js";
import type { Ambiguous, Event, Tree } from "./types.js";

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2
  ? true
  : false;

const at = new Date();
const tree: Tree = await trees({ at, children: [{ at, children: [{ at }] }] });
const deepest: Date | undefined = tree.children[0]?.children[0]?.at;
void deepest;

for (const event of (await events({ kind: "started", at })) satisfies Event[]) {
  if (event.kind === "started") event.at.getTime();
  else if (event.kind === "failed") event.tree?.at.getTime();
  else event.text.length;
}

const found = await collections({
  tags: new Set(["a"]),
  days: new Set([at]),
  by_id: new Map([[1, { name: "a", sizes: [] }]]),
  by_big: new Map([[9007199254740993n, at]]),
  by_level: new Map([[1, [at]]]),
  by_name: { a: at },
  by_day: { "2024-02-29": 1 },
  pair: [at, "a"],
});
found.by_level.get(2)?.[0]?.getTime();
found.maybe?.getTime();

const page = await pages({ items: [at] });
page.value.next?.items[0]?.children[0]?.at.getTime();
const shape = await shapes({ radius: 1, drawn: at });
if (shape && "drawn" in shape) shape.drawn.getTime();
(await user()).page.items[0]?.since.getTime();

const onEvent = new Channel<{ kind: "started"; at: Date }>(({ at }) => void at.getTime());
await watch({ on_event: onEvent, since: "start" });

const kept: Ambiguous = await ambiguous({ moment: "now", items: ["a"], models: { data: "YWI=" } });
const wire: Equal<Ambiguous["models"], { data: string } | { data: string | null }> = true;
void [kept, wire];

// @ts-expect-error A moment is a Date.
void trees({ at: "2024-02-29" });
