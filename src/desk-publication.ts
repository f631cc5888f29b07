import type { Publication } from "#platform/statement/publication.ts";
import { publishDesk } from "./desk/publish.ts";

/** Plugs the public side in: what the inside publishes is written for the desk. */
export const publishToDesk = (deskDir: string, publication: Publication): Promise<unknown> =>
  publishDesk(deskDir, publication);
