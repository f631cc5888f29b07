export { load, PASSWORD, remove } from "./demonstration.ts";
export { isLoaded } from "./store.ts";
