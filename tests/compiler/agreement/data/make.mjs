// Writes the schemas of this folder: `npm install zod@4.6.7 @sinclair/typebox@0.34.52`, then `node make.mjs`.
import { writeFileSync } from "node:fs";
import { Type } from "@sinclair/typebox";
import { z } from "zod";

function write(name, schema) {
  writeFileSync(new URL(name, import.meta.url), `${JSON.stringify(schema, null, 2)}\n`);
}

const Line = z.object({
  sku: z.string().regex(/^[A-Z]{3}$/),
  quantity: z.int().min(1),
  price: z.number().nonnegative(),
  note: z.string().max(80).optional(),
});
const Address = z.strictObject({ street: z.string(), country: z.string().length(2) });
const Customer = z.object({
  id: z.uuid(),
  email: z.email(),
  since: z.iso.date(),
  address: Address.nullable(),
});
const Payment = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("card"), last4: z.string() }),
  z.object({ kind: z.literal("invoice"), due: z.iso.datetime() }),
]);
const Category = z.object({
  name: z.string(),
  get children() {
    return z.array(Category);
  },
});
const Order = z.object({
  id: z.int(),
  lines: z.array(Line).min(1),
  customer: Customer,
  payment: Payment,
  status: z.enum(["open", "paid", "sent"]),
  category: Category,
  placed: z.iso.datetime({ offset: true }),
  gift: z.boolean().default(false),
  size: z.tuple([z.number(), z.number()]),
  stock: z.record(z.string(), z.int()),
  colours: z.record(z.enum(["red", "blue"]), z.number()),
  label: z.union([z.string(), z.number()]),
  seller: z.intersection(z.object({ name: z.string() }), z.object({ rating: z.number() })),
  meta: z.unknown(),
});
write("zod.input.schema.json", z.toJSONSchema(Order, { io: "input" }));
write("zod.output.schema.json", z.toJSONSchema(Order));

const registry = z.registry();
registry.add(Line, { id: "Line" });
registry.add(z.object({ lines: z.array(Line) }), { id: "Cart" });
write("zod.registry.schema.json", z.toJSONSchema(registry, { uri: (id) => `${id}.schema.json` }));

const Node = Type.Recursive((This) => Type.Object({ name: Type.String(), children: Type.Array(This) }), {
  $id: "Node",
});
const Part = Type.Object({
  sku: Type.String({ pattern: "^[A-Z]{3}$" }),
  quantity: Type.Integer({ minimum: 1 }),
  note: Type.Optional(Type.String()),
});
const Box = Type.Object({
  parts: Type.Array(Type.Ref("Part")),
  tree: Node,
  status: Type.Union([Type.Literal("open"), Type.Literal("paid")]),
  size: Type.Tuple([Type.Number(), Type.String()]),
  tags: Type.Record(Type.String(), Type.Number()),
  both: Type.Intersect([Type.Object({ a: Type.String() }), Type.Object({ b: Type.Number() })], {
    unevaluatedProperties: false,
  }),
  label: Type.Union([Type.String(), Type.Null()]),
  at: Type.String({ format: "date-time" }),
  code: Type.TemplateLiteral([Type.Literal("a"), Type.String()]),
  meta: Type.Unknown(),
});
write("typebox.schema.json", Type.Module({ Part, Box }).Import("Box"));
