import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import type { ClientConfig } from "pg";

/** The road between the product and a database server, which can be cut and mended: an outage that harms nobody else. */
export type Road = {
  /** The same database and role, reached over this road. */
  to: <T extends ClientConfig>(address: T) => T;
  /** Every connection breaks, and no new one is had. */
  cut: () => Promise<void>;
  mend: () => Promise<void>;
};

/** @param server whose `host` is a TCP name or the folder of a socket */
export async function roadTo(server: ClientConfig): Promise<Road> {
  const open = new Set<Socket>();
  let port = 0;
  let entrance: Server;

  async function mend(): Promise<void> {
    entrance = createServer((near) => {
      const far = connect(addressOf(server));
      for (const [one, other] of [
        [near, far],
        [far, near],
      ] as const) {
        open.add(one);
        one.pipe(other);
        one.on("error", () => other.destroy());
        one.on("close", () => open.delete(one));
      }
    }).listen(port, "127.0.0.1");
    await once(entrance, "listening");
    ({ port } = entrance.address() as { port: number });
  }
  await mend();

  return {
    to: (address) => ({ ...address, host: "127.0.0.1", port }),
    mend,
    async cut() {
      const closed = new Promise((resolve) => entrance.close(resolve));
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}

function addressOf({ host = "localhost", port = 5432 }: ClientConfig) {
  return host.startsWith("/") ? { path: `${host}/.s.PGSQL.${port}` } : { host, port };
}
