import { InvokeError, findPetsByStatus, listOrders, receiveOrder, sendOrder } from "./client/index.js";
import { describeOrder, newOrder } from "./orders.js";

const [status, pets, orders] = ["status", "pets", "orders"].map((id) => document.getElementById(id));

function say(text, refused = false) {
  status.textContent = text;
  status.classList.toggle("refused", refused);
}

/** Does something, says how it went, and shows what the orders are then. */
async function attempt(action) {
  try {
    say(await action());
    await showOrders();
  } catch (error) {
    say(error instanceof InvokeError ? error.message : String(error), true);
  }
}

function row(text, label, action) {
  const item = document.createElement("li");
  const button = document.createElement("button");
  button.textContent = label;
  button.addEventListener("click", () => attempt(action));
  item.append(text, button);
  return item;
}

/** What the web shop does: it sends an order, with the next number. */
async function order(pet) {
  const count = (await listOrders()).length;
  const number = `W-${1001 + count}`;
  await receiveOrder({ order: newOrder(number, pet.id) });
  return `${number} has arrived.`;
}

async function send({ number }) {
  return `${describeOrder(await sendOrder({ number }))}.`;
}

async function showOrders() {
  const rows = (await listOrders()).map((each) => row(describeOrder(each), "Send", () => send(each)));
  orders.replaceChildren(...rows);
}

async function showPets() {
  const available = await findPetsByStatus({ status: "available" });
  pets.replaceChildren(...available.map((pet) => row(pet.name, "Order", () => order(pet))));
}

attempt(async () => {
  await showPets();
  return "These pets can be ordered.";
});
