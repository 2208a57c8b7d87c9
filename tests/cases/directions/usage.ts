import {
  both,
  onlyIn,
  type Outer,
  type OuterInput,
  type Task,
  type Task$Input,
  type TaskInput,
  type TaskInputInput,
  type WithDefault,
} from "./client/index.js";

export const input: OuterInput = { holders: [{ inner: {}, same: { x: 1 } }] };
const output: Outer = await both(input);
export const x: number | undefined = output.holders[0]?.inner.x;
export const at: string | null = output.at;
void onlyIn({});
export const task: Task$Input = {};
export const holding: TaskInputInput = { task };
export const held = (holder: TaskInput): Task => holder.task;

// @ts-expect-error  the wire always carries it
export const missing: WithDefault = {};
