export { openSetUp } from "./setup.ts";
