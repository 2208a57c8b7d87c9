import { adopt } from "./client/index.js";

const pet = await adopt({ pets: [{ kind: "cat" }, { kind: "dog", breed: "b" }], score: [true] });
export const text: string = pet.kind === "cat" ? pet.lives.toFixed() : pet.breed;

// @ts-expect-error  the discriminator must be sent
void adopt({ pets: [{ lives: 1 }], score: 1 });
