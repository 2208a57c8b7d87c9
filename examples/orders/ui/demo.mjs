// The generated client in Node: orders of a web shop that are sent to a pet store, and some that are refused.
// demo.py starts it and sets the two variables.
import {
  NotAvailable,
  NotFound,
  ValidationError,
  findPetsByStatus,
  getInventory,
  getOrderById,
  listOrders,
  receiveOrder,
  sendOrder,
  serveTransport,
  setTransport,
} from "./client/index.js";
import { describeOrder, newOrder } from "./orders.js";

const { PYTAURI_URL, PYTAURI_TOKEN } = process.env;
setTransport(serveTransport({ url: PYTAURI_URL, token: PYTAURI_TOKEN }));

async function showPets() {
  console.log('findPetsByStatus({ status: "available" })');
  for (const { id, name } of await findPetsByStatus({ status: "available" })) console.log(`  ${id} ${name}`);
  console.log(`getInventory()\n  ${JSON.stringify(await getInventory())}`);
}

async function showOrders() {
  await receiveOrder({ order: newOrder("W-1001", 1, 2) });
  console.log('sendOrder({ number: "W-1001" })');
  console.log(`  ${describeOrder(await sendOrder({ number: "W-1001" }))}`);
  const { petId, quantity, status } = await getOrderById({ orderId: 1 });
  console.log(`  the pet store has it: ${quantity} of pet ${petId}, ${status}`);
}

// Each has a class of its own: what went wrong is data, not a text to search.
async function showRefusals() {
  await refused(ValidationError, receiveOrder({ order: newOrder("1001", 1, 99) }));
  await receiveOrder({ order: newOrder("W-1002", 2) });
  await refused(NotAvailable, sendOrder({ number: "W-1002" }));
  await receiveOrder({ order: newOrder("W-1003", 99) });
  await refused(NotFound, sendOrder({ number: "W-1003" }));
  console.log("listOrders()");
  for (const order of await listOrders()) console.log(`  ${describeOrder(order)}`);
}

async function refused(kind, call) {
  const error = await call.then(
    () => new Error("what must be refused was done"),
    (reason) => reason,
  );
  if (!(error instanceof kind)) throw error;
  const told = error.issues?.map(({ loc, msg }) => `${loc.join(".")}: ${msg}`) ?? [JSON.stringify(error.data)];
  console.log(`refused, ${kind.name}: ${error.message}`);
  for (const each of told) console.log(`  ${each}`);
}

await showPets();
await showOrders();
await showRefusals();
