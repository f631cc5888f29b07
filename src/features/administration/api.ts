export { exampleSlot } from "./example.ts";
export { openSetUp, setUp } from "./setup.ts";
