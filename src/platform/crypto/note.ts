import { createHash, createPublicKey, type KeyObject, verify as verifySignature } from "node:crypto";

/**
 * C2SP signed-note: a UTF-8 text that ends with a line break, a blank line, and one line for each signature
 * `— <name> base64(keyId[4] || signature)`. Only Ed25519 (algorithm byte 1). https://c2sp.org/signed-note
 */
const ED25519 = 1;
const SPKI_PREFIX = Buffer.from("302a300506032b6570032100", "hex");

/** Who may sign a note: the verifier key of C2SP, `<name>+<key id in hex>+base64(1 || public key)`. */
export interface NoteKey {
  name: string;
  /** First four bytes of SHA-256(name || 0x0A || 0x01 || public key), in hex. */
  keyId: string;
  /** The raw 32 bytes. */
  publicKey: Buffer;
}

export interface NoteSignature {
  name: string;
  keyId: string;
  signature: Buffer;
}

export interface Note {
  /** The signed text, its last line break included. */
  text: string;
  signatures: NoteSignature[];
}

export interface NoteSigner extends NoteKey {
  sign(bytes: Uint8Array): Buffer;
}

export function noteKeyId(name: string, publicKey: Uint8Array): string {
  return createHash("sha256")
    .update(`${name}\n`)
    .update(Buffer.of(ED25519))
    .update(publicKey)
    .digest("hex")
    .slice(0, 8);
}

export function formatNoteKey(key: NoteKey): string {
  return `${key.name}+${key.keyId}+${Buffer.concat([Buffer.of(ED25519), key.publicKey]).toString("base64")}`;
}

/** Null when the text is not a well-formed Ed25519 verifier key whose id matches its bytes. */
export function parseNoteKey(text: string): NoteKey | null {
  const [name, keyId, rest] = splitOnce(text);
  const bytes = strictBase64(rest);
  if (!isKeyName(name) || bytes === null || bytes.length !== 33 || bytes[0] !== ED25519) return null;
  const publicKey = bytes.subarray(1);
  return noteKeyId(name, publicKey) === keyId ? { name, keyId, publicKey } : null;
}

/** Signs `text`, which must end with a line break. */
export function signNote(text: string, signer: NoteSigner): string {
  if (!text.endsWith("\n")) throw new TypeError("a note's text ends with a line break");
  const value = Buffer.concat([Buffer.from(signer.keyId, "hex"), signer.sign(Buffer.from(text))]).toString("base64");
  return `${text}\n— ${signer.name} ${value}\n`;
}

/** Null unless the bytes are exactly what `signNote` (or any strict C2SP writer) would produce. */
export function parseNote(note: string): Note | null {
  const cut = note.lastIndexOf("\n\n");
  if (cut < 0 || !note.endsWith("\n")) return null;
  const signatures: NoteSignature[] = [];
  for (const line of note.slice(cut + 2, -1).split("\n")) {
    const parts = line.split(" ");
    const [dash, name, value] = parts;
    const bytes = strictBase64(value);
    if (parts.length !== 3 || dash !== "—" || !isKeyName(name) || bytes === null || bytes.length < 5) return null;
    signatures.push({ name, keyId: bytes.subarray(0, 4).toString("hex"), signature: bytes.subarray(4) });
  }
  return { text: note.slice(0, cut + 1), signatures };
}

/** The first of `keys` whose signature stands on the note, or null. One bad signature by a known key refuses the note. */
export function noteSignedBy(note: Note, keys: readonly NoteKey[]): NoteKey | null {
  const known = note.signatures.flatMap((signature) => {
    const key = keys.find(({ name, keyId }) => name === signature.name && keyId === signature.keyId);
    return key ? [{ key, signature: signature.signature }] : [];
  });
  const good = known.every(({ key, signature }) =>
    verifySignature(null, Buffer.from(note.text), publicKeyObject(key.publicKey), signature),
  );
  return good ? (known[0]?.key ?? null) : null;
}

/** good: as `noteSignedBy`; bad: a known key is named but its signature does not hold; unknown: no known key is named. */
export function signatureState(note: Note, keys: readonly NoteKey[]): "good" | "bad" | "unknown" {
  if (noteSignedBy(note, keys)) return "good";
  return note.signatures.some(({ name, keyId }) => keys.some((key) => key.name === name && key.keyId === keyId))
    ? "bad"
    : "unknown";
}

export function publicKeyObject(publicKey: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.concat([SPKI_PREFIX, publicKey]), format: "der", type: "spki" });
}

function isKeyName(name: string | undefined): name is string {
  return name !== undefined && name.length > 0 && !/[\s+]/u.test(name);
}

function splitOnce(text: string): [string | undefined, string | undefined, string | undefined] {
  const first = text.indexOf("+");
  const second = text.indexOf("+", first + 1);
  if (first < 0 || second < 0) return [undefined, undefined, undefined];
  return [text.slice(0, first), text.slice(first + 1, second), text.slice(second + 1)];
}

/** Base64 with one reading only: what does not encode back to itself is refused. */
function strictBase64(text: string | undefined): Buffer | null {
  if (text === undefined) return null;
  const bytes = Buffer.from(text, "base64");
  return bytes.toString("base64") === text ? bytes : null;
}
