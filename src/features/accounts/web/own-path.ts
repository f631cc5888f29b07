const HERE = "http://own.invalid";

/** An address of this client to go on to, or the first page: never another site's, however it is written. */
export function ownPath(wanted: unknown): string {
  if (typeof wanted !== "string" || !URL.canParse(wanted, HERE)) return "/";
  const { origin, pathname, search, hash } = new URL(wanted, HERE);
  return origin === HERE ? `${pathname}${search}${hash}` : "/";
}
