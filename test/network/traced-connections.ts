import { execFileSync } from "node:child_process";

/** A place that a process tried to reach, as strace saw it. */
export type Traced = { call: string; address: string; port: number };

/** Calls that open a connection or send a datagram to a place. */
export const TRACED_CALLS = "connect,sendmsg,sendmmsg";

const ADDRESS =
  /\b(connect|sendmsg|sendmmsg)\(.*?(?:sin_port=htons\((\d+)\), sin_addr=inet_addr\("([^"]+)"\)|sin6_port=htons\((\d+)\).*?inet_pton\(AF_INET6, "([^"]+)")/;

/** The places beyond Unix sockets in the output of `strace -f -e trace=${TRACED_CALLS}`. */
export function tracedConnections(output: string): Traced[] {
  return output.split("\n").flatMap((text) => {
    const match = ADDRESS.exec(text);
    if (!match) return [];
    return [{ call: match[1]!, address: (match[3] ?? match[5])!, port: Number(match[2] ?? match[4]) }];
  });
}

const DOMAIN = 53;

/** Whether a call left the machine or asked for a name: a machine without a resolver asks its own port 53. */
export const leaves = ({ address, port }: Traced): boolean =>
  port === DOMAIN || !(address.startsWith("127.") || address === "::1" || address.startsWith("::ffff:127."));

/** Why calls cannot be traced in a network of its own here; null when they can. */
export function whyNoTrace(): string | null {
  if (process.getuid?.() !== 0) return "not root";
  try {
    execFileSync("unshare", ["--net", "strace", "-f", "--seccomp-bpf", "-qq", "-e", "trace=connect", "true"], {
      stdio: "pipe",
    });
    return null;
  } catch {
    return "strace is missing";
  }
}
