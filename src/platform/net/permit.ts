import { AsyncLocalStorage } from "node:async_hooks";

type Permitted = { host: string; port: number };
const permitted = new AsyncLocalStorage<Permitted>();

/** Runs what opens the one socket that the outbound client has vetted; the guard lets it through. */
export const permit = <T>(destination: Permitted, open: () => T): T => permitted.run(destination, open);

/** Whether the running call chain may open a socket to this place. A name is looked up without a port. */
export function isPermitted(host: string, port?: number): boolean {
  const one = permitted.getStore();
  return one !== undefined && one.host === host && (port === undefined || one.port === port);
}
