import { createServer } from "node:net";
import { EXIT, SupervisorError } from "./words.ts";

/**
 * Makes sure that each port can be listened on, before anything is started.
 * @param address where Diwan will listen: the loopback, or every address when it has a name
 */
export async function portsMustBeFree(ports: number[], address: "127.0.0.1" | "::"): Promise<void> {
  for (const port of ports) await mustBeFree(port, address);
}

function mustBeFree(port: number, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EAFNOSUPPORT" && address === "::") mustBeFree(port, "0.0.0.0").then(resolve, reject);
      else if (error.code === "EADDRINUSE") reject(refusal("supervisor.port_taken", port));
      else if (error.code === "EACCES") reject(refusal("supervisor.port_refused", port));
      else reject(error);
    });
    server.listen({ port, host: address, exclusive: true }, () => server.close(() => resolve()));
  });
}

function refusal(code: string, port: number): SupervisorError {
  return new SupervisorError(code, { port: `${port}` }, EXIT.taken);
}
