import { type Item, pair } from "./client/index.js";

declare const item: Item;
export const side: boolean | undefined = item.by_side.left;
export const metre: number | undefined = item.by_unit.m;
export const first: number | undefined = item.many[0];
export const both: Promise<[number, string]> = pair();
export const length: 2 = item.pair.length;

// @ts-expect-error  no such unit
void item.by_unit.k;
// @ts-expect-error  a member may be missing
export const sure: number = item.by_name["x"];
