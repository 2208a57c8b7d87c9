import { greet } from "./client/index.js";

const form = document.querySelector("form")!;
const input = document.querySelector("input")!;
const output = document.querySelector("output")!;

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    const greeting = await greet({ name: input.value });
    output.textContent = greeting.message;
  } catch (error) {
    output.textContent = String(error);
  }
});
