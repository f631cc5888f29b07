import type { ClientConfig } from "pg";

/** Sent by the supervisor to the inside, as soon as the database answers. */
export interface DatabaseMessage {
  type: "database";
  owner: ClientConfig;
  app: ClientConfig;
}

/**
 * Waits until the supervisor says where the database is, and puts that where the configuration reads it. The inside is
 * started before the database answers, so that loading its modules takes no time of its own. Started by hand, with
 * DIWAN_DB_OWNER and DIWAN_DB_APP in the environment, it waits for nobody.
 */
export async function receiveDatabase(): Promise<void> {
  if (process.env.DIWAN_DB_OWNER || !process.connected) return;
  Object.assign(process.env, databaseIn(await databaseMessage()));
}

/** The same, as the environment says it. */
export function databaseIn({ owner, app }: DatabaseMessage): Record<string, string> {
  return { DIWAN_DB_OWNER: JSON.stringify(owner), DIWAN_DB_APP: JSON.stringify(app) };
}

function databaseMessage(): Promise<DatabaseMessage> {
  return new Promise((resolve) => {
    const abandoned = () => process.exit(0);
    const receive = (message: DatabaseMessage) => {
      if (message?.type !== "database") return;
      process.off("message", receive).off("disconnect", abandoned);
      resolve(message);
    };
    process.on("message", receive).once("disconnect", abandoned);
  });
}
