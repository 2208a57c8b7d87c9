import { Channel, type Tick, ticks, watch } from "./client/index.js";

void ticks(new Channel((tick: Tick) => tick.at.toFixed()));
void watch({ progress: new Channel(), ticks: new Channel(), untyped: new Channel() });
export const typed = new Channel<Tick>((tick) => {
  const at: number = tick.at;
  void at;
});

// @ts-expect-error  this channel carries strings
void ticks(new Channel<string>((text) => text.length));
// @ts-expect-error  an id is no channel
void ticks("__CHANNEL__:1");
