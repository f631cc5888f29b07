export { load, PASSWORD, remove } from "./demonstration.ts";
export { buildWorld, type World } from "./load.ts";
export { contents, isLoaded } from "./store.ts";
