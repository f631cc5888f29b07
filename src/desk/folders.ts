import { join } from "node:path";

/** What outsiders may read: written by the inside, read by the desk. */
export const publicOf = (deskDir: string): string => join(deskDir, "public");
