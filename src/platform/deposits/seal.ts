import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from "node:crypto";

/**
 * A deposit is sealed to the inside: the desk, and whoever takes the desk's disk, cannot open what it has written.
 * Ephemeral X25519 (RFC 7748), HKDF-SHA256 (RFC 5869), AES-256-GCM. Each deposit has a key of its own, so a fixed
 * nonce is safe; it is random all the same.
 *
 *   0      "DWD1"
 *   4..35  ephemeral public key
 *   36..47 nonce
 *   48..   ciphertext, then the 16-byte tag; the bytes before are authenticated
 */
const MAGIC = Buffer.from("DWD1");
const HEADER_BYTES = 48;
const TAG_BYTES = 16;
/** The plain text is padded to a multiple of this, so that a length says little. */
const PAD_BYTES = 1024;
const SPKI = Buffer.from("302a300506032b656e032100", "hex");
const PKCS8 = Buffer.from("302e020100300506032b656e04220420", "hex");

export class DepositRefused extends Error {}

export type DepositKey = {
  /** 32 bytes, published. */
  publicKey: Buffer;
  /** Stays inside. */
  privateKey: KeyObject;
};

/** The key pair of a 32-byte seed that the inside keeps. */
export function depositKeyFrom(seed: Uint8Array): DepositKey {
  const privateKey = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: "der", type: "pkcs8" });
  return { privateKey, publicKey: rawPublic(createPublicKey(privateKey)) };
}

/** Seals bytes to a raw X25519 public key. */
export function sealDeposit(plain: Uint8Array, publicKey: Uint8Array): Buffer {
  const ephemeral = generateKeyPairSync("x25519");
  const recipient = createPublicKey({ key: Buffer.concat([SPKI, publicKey]), format: "der", type: "spki" });
  const header = Buffer.concat([MAGIC, rawPublic(ephemeral.publicKey), randomBytes(12)]);
  const secret = diffieHellman({ privateKey: ephemeral.privateKey, publicKey: recipient });
  const cipher = createCipheriv("aes-256-gcm", keyOf(secret, header, publicKey), header.subarray(36));
  cipher.setAAD(header);
  const body = Buffer.concat([cipher.update(padded(plain)), cipher.final()]);
  return Buffer.concat([header, body, cipher.getAuthTag()]);
}

/** Opens a sealed deposit. @throws DepositRefused when it was changed, cut, or sealed to another key */
export function openDeposit(sealed: Uint8Array, key: DepositKey): Buffer {
  const bytes = Buffer.from(sealed);
  if (bytes.length < HEADER_BYTES + TAG_BYTES || !bytes.subarray(0, 4).equals(MAGIC))
    throw new DepositRefused("not a deposit");
  const header = bytes.subarray(0, HEADER_BYTES);
  try {
    const ephemeral = createPublicKey({
      key: Buffer.concat([SPKI, header.subarray(4, 36)]),
      format: "der",
      type: "spki",
    });
    const secret = diffieHellman({ privateKey: key.privateKey, publicKey: ephemeral });
    const decipher = createDecipheriv("aes-256-gcm", keyOf(secret, header, key.publicKey), header.subarray(36));
    decipher.setAAD(header);
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    return unpadded(Buffer.concat([decipher.update(bytes.subarray(HEADER_BYTES, -TAG_BYTES)), decipher.final()]));
  } catch (error) {
    throw new DepositRefused("does not open with this key", { cause: error });
  }
}

function keyOf(secret: Buffer, header: Buffer, recipient: Uint8Array): Buffer {
  const info = Buffer.concat([Buffer.from("diwan.deposit.v1\0"), recipient]);
  return Buffer.from(hkdfSync("sha256", secret, header.subarray(4, 36), info, 32));
}

const rawPublic = (key: KeyObject): Buffer => key.export({ format: "der", type: "spki" }).subarray(-32);

/** Four bytes of length, the bytes, zeros. */
function padded(plain: Uint8Array): Buffer {
  const whole = Buffer.alloc(Math.ceil((plain.length + 4) / PAD_BYTES) * PAD_BYTES);
  whole.writeUInt32BE(plain.length);
  whole.set(plain, 4);
  return whole;
}

const unpadded = (whole: Buffer): Buffer => whole.subarray(4, 4 + whole.readUInt32BE());
