/**
 * The text of a file whose encoding nobody says: a byte order mark, else UTF-8 when it is UTF-8 throughout, else what
 * Excel writes in Morocco: Windows-1256 in an Arabic Windows, Windows-1252 in a French one.
 * @returns null when it is no text
 */
export function decodeText(bytes: Uint8Array): string | null {
  const text = withMark(bytes) ?? strictly("utf-8", bytes) ?? strictly(codePageOf(bytes), bytes);
  return text === null || NOT_TEXT.test(text) ? null : text;
}

/** Controls that no list holds, and the sign of what could not be read. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what tells a program or picture from a text.
const NOT_TEXT = /[\u0000-\u0008\u000e-\u001f\u0080-\u009f\ufffd]/;

function withMark(bytes: Uint8Array): string | null {
  const [first, second, third] = bytes;
  if (first === 0xff && second === 0xfe) return strictly("utf-16le", bytes);
  if (first === 0xfe && second === 0xff) return strictly("utf-16be", bytes);
  return first === 0xef && second === 0xbb && third === 0xbf ? strictly("utf-8", bytes) : null;
}

function strictly(encoding: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/**
 * Both code pages hold the small French letters at the same places. Arabic words are runs of high bytes; a French word
 * hardly has two accents side by side.
 */
function codePageOf(bytes: Uint8Array): "windows-1256" | "windows-1252" {
  let run = 0;
  for (const byte of bytes) {
    run = byte >= 0xc0 ? run + 1 : 0;
    if (run === 3) return "windows-1256";
  }
  return "windows-1252";
}
