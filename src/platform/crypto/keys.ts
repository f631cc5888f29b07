import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  hkdfSync,
  randomBytes,
  sign as signBytes,
} from "node:crypto";
import { join } from "node:path";
import { formatNoteKey, type NoteSigner, noteKeyId } from "./note.ts";
import { openRootKey, type RootKey } from "./root-key.ts";

/** What the institution signs: checkpoints of its audit log, statements on its papers. One key each. */
export type Purpose = "audit" | "papers";

export interface Signer extends NoteSigner {
  /** The C2SP verifier key, safe to publish: `<name>+<key id>+<base64>`. */
  verifierKey: string;
}

export interface Keys {
  /** Names this installation, from the root key file. */
  instance: string;
  signer(purpose: Purpose): Signer;
  /** Encrypts a small secret (a key, a token) under a key of its own for `use`; `context` must be given again to open. */
  seal(use: string, plain: Uint8Array, context: string): Buffer;
  /** Throws when `sealed` was changed, or sealed for another use or context. */
  open(use: string, sealed: Uint8Array, context: string): Buffer;
  /** HMAC-SHA-256 (RFC 2104) under a key of its own for `use`: who lacks the root key can neither make nor test it. */
  mac(use: string, bytes: Uint8Array): Buffer;
}

const PKCS8_PREFIX = Buffer.from("302e020100300506032b657004220420", "hex");
const SEAL_VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Loads or creates the institution's keys: `<dir>/root.key` (or `keyFile`), mode 0600. Every other key is derived
 * from it by HKDF-SHA256 (RFC 5869) with the purpose in `info`, so one file is all that must be kept.
 */
export function openKeys(dir: string, options: { keyFile?: string | undefined } = {}): Keys {
  const root = openRootKey(options.keyFile ?? join(dir, "root.key"));
  const signers = new Map<Purpose, Signer>();
  return {
    instance: root.instance,
    signer(purpose) {
      const signer = signers.get(purpose) ?? deriveSigner(root, purpose);
      signers.set(purpose, signer);
      return signer;
    },
    seal: (use, plain, context) => seal(derive(root, `seal/${use}`), plain, context),
    open: (use, sealed, context) => open(derive(root, `seal/${use}`), sealed, context),
    mac: (use, bytes) =>
      createHmac("sha256", derive(root, `mac/${use}`))
        .update(bytes)
        .digest(),
  };
}

function derive(root: RootKey, use: string): Buffer {
  return Buffer.from(hkdfSync("sha256", root.secret, root.instance, `diwan/1/${use}`, 32));
}

function deriveSigner(root: RootKey, purpose: Purpose): Signer {
  const seed = derive(root, `ed25519/${purpose}`);
  const privateKey = createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: "der", type: "pkcs8" });
  const publicKey = createPublicKey(privateKey).export({ format: "der", type: "spki" }).subarray(-32);
  const name = `diwan/${root.instance}/${purpose}`;
  const key = { name, keyId: noteKeyId(name, publicKey), publicKey };
  return { ...key, verifierKey: formatNoteKey(key), sign: (bytes) => signBytes(null, bytes, privateKey) };
}

/** version[1] || nonce[12] || tag[16] || AES-256-GCM ciphertext; the version and the context are authenticated. */
function seal(key: Buffer, plain: Uint8Array, context: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.concat([Buffer.of(SEAL_VERSION), Buffer.from(context)]));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([Buffer.of(SEAL_VERSION), nonce, cipher.getAuthTag(), body]);
}

function open(key: Buffer, sealed: Uint8Array, context: string): Buffer {
  const bytes = Buffer.from(sealed);
  const bodyAt = 1 + NONCE_BYTES + TAG_BYTES;
  if (bytes.length < bodyAt || bytes[0] !== SEAL_VERSION) throw new RangeError("not a sealed secret");
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(1, 1 + NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(Buffer.concat([Buffer.of(SEAL_VERSION), Buffer.from(context)]));
  decipher.setAuthTag(bytes.subarray(1 + NONCE_BYTES, bodyAt));
  return Buffer.concat([decipher.update(bytes.subarray(bodyAt)), decipher.final()]);
}
