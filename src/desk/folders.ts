import { join } from "node:path";

/** What outsiders may read: written by the inside, read by the desk. */
export const publicOf = (deskDir: string): string => join(deskDir, "public");

/** Sealed deposits: written by the desk, emptied by the inside. */
export const spoolOf = (deskDir: string): string => join(deskDir, "deposits");
