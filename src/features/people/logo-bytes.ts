/** What a logo may be: the pictures that every browser and the letters can show, and that hold no program. */
export type LogoKind = { type: "image/png" | "image/jpeg"; width: number; height: number };

export const MAX_LOGO_BYTES = 512 * 1_024;
/** Of each side, in pixels: enough for print, too few to exhaust a browser. */
export const MAX_LOGO_SIDE = 4_000;
const MIN_LOGO_SIDE = 32;

/** The message key of what is wrong with these bytes; null when they are a logo. */
export function logoFault(bytes: Buffer): string | null {
  if (bytes.length > MAX_LOGO_BYTES) return "people.logo_too_large";
  const kind = logoKind(bytes);
  if (!kind) return "people.logo_unknown";
  const sides = [kind.width, kind.height];
  return sides.some((side) => side < MIN_LOGO_SIDE || side > MAX_LOGO_SIDE) ? "people.logo_size" : null;
}

/** Reads type and size from the bytes themselves; null for anything else. */
export function logoKind(bytes: Buffer): LogoKind | null {
  return png(bytes) ?? jpeg(bytes);
}

/** PNG (ISO/IEC 15948): the signature, then the header chunk with both sides. */
function png(bytes: Buffer): LogoKind | null {
  const isPng = bytes.length > 33 && bytes.subarray(0, 8).equals(Buffer.from("\x89PNG\r\n\x1a\n", "latin1"));
  if (!isPng || bytes.toString("latin1", 12, 16) !== "IHDR") return null;
  return { type: "image/png", width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

/** JPEG (ITU-T T.81): segment by segment to the start of frame, which holds both sides. */
function jpeg(bytes: Buffer): LogoKind | null {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return null;
  for (let at = 2; at + 9 < bytes.length; ) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1]!;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { type: "image/jpeg", width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
    at += marker === 0xff ? 1 : 2 + bytes.readUInt16BE(at + 2);
  }
  return null;
}
