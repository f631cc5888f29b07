export { exampleSlot } from "./example.ts";
