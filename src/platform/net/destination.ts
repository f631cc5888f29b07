import { problem } from "../problem.ts";

/** A destination that the administrator opened. Nothing is open by default. */
export type AllowedDestination = {
  /** Scheme, host and port, exactly: `https://openrouter.example:8443`. No wildcard. */
  origin: string;
  /** Whether the name may lead into the institution's own network or this machine. */
  privateNetwork: boolean;
  /** PEM of the authority that vouches for it, where the public ones do not. */
  ca?: string | undefined;
};

export type Destination = { url: URL; origin: string; host: string; port: number; secure: boolean };

/** Takes an address apart. @throws Problem net.address_malformed: other schemes, a name and password inside */
export function destinationOf(address: string): Destination {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || !url.hostname)
    throw problem("net.address_malformed", 400);
  const secure = url.protocol === "https:";
  // A name with its final dot is the same place.
  const host = url.hostname.replace(/\.$/, "").replace(/^\[|\]$/g, "");
  const port = Number(url.port) || (secure ? 443 : 80);
  return { url, origin: `${url.protocol}//${host}:${port}`, host, port, secure };
}

/** The entry that opens this destination. An entry that cannot be read opens nothing. */
export const allowedBy = (
  entries: readonly AllowedDestination[],
  destination: Destination,
): AllowedDestination | undefined =>
  entries.find((entry) => URL.canParse(entry.origin) && sameOrigin(entry.origin, destination));

function sameOrigin(origin: string, destination: Destination): boolean {
  try {
    return destinationOf(origin).origin === destination.origin;
  } catch {
    return false;
  }
}
