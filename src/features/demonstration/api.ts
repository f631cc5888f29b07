export { load, PASSWORD, remove } from "./demonstration.ts";
export { buildWorld, type World } from "./load.ts";
export { isLoaded } from "./store.ts";
