import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";

/**
 * A passkey authenticator in software (WebAuthn level 3, CTAP2 with ES256): what it answers passes through the same
 * verification as a real one's.
 */
export type Authenticator = {
  create: (options: CreationOptions) => Attestation;
  get: (options: RequestOptions) => Assertion;
};
/** Where it lies: the origin and name seen by the browser, and how it misbehaves. */
export type Traits = { origin: string; rpId: string; verifiesUser?: boolean; counts?: boolean };
type CreationOptions = { challenge: string; user: { id: string } };
type RequestOptions = { challenge: string };
type Answer<R> = { id: string; rawId: string; type: "public-key"; response: R; clientExtensionResults: object };
export type Attestation = Answer<{ clientDataJSON: string; attestationObject: string; transports: string[] }>;
export type Assertion = Answer<{
  clientDataJSON: string;
  authenticatorData: string;
  signature: string;
  userHandle: string;
}>;

const PRESENT = 0x01;
const VERIFIED = 0x04;
const ATTESTED = 0x40;

export function softwareAuthenticator(traits: Traits): Authenticator {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const jwk = publicKey.export({ format: "jwk" });
  const id = randomBytes(20);
  let counter = 0;
  let userHandle = "";

  const clientData = (type: string, challenge: string) =>
    Buffer.from(JSON.stringify({ type, challenge, origin: traits.origin, crossOrigin: false }));
  const authenticatorData = (flags: number, extra = Buffer.alloc(0)) => {
    const count = Buffer.alloc(4);
    count.writeUInt32BE((traits.counts ?? true) ? ++counter : counter);
    const verified = (traits.verifiesUser ?? true) ? VERIFIED : 0;
    return Buffer.concat([sha256(traits.rpId), Buffer.of(PRESENT | verified | flags), count, extra]);
  };
  const answer = <R>(response: R): Answer<R> => ({
    id: id.toString("base64url"),
    rawId: id.toString("base64url"),
    type: "public-key",
    response,
    clientExtensionResults: {},
  });

  return {
    create({ challenge, user }) {
      userHandle = user.id;
      const cose = cbor(
        new Map<number, number | Buffer>([
          [1, 2],
          [3, -7],
          [-1, 1],
          [-2, Buffer.from(jwk.x!, "base64url")],
          [-3, Buffer.from(jwk.y!, "base64url")],
        ]),
      );
      const attested = Buffer.concat([Buffer.alloc(16), Buffer.of(0, id.length), id, cose]);
      const authData = authenticatorData(ATTESTED, attested);
      const object = cbor(
        new Map<string, unknown>([
          ["fmt", "none"],
          ["attStmt", new Map()],
          ["authData", authData],
        ]),
      );
      return answer({
        clientDataJSON: clientData("webauthn.create", challenge).toString("base64url"),
        attestationObject: object.toString("base64url"),
        transports: ["internal"],
      });
    },
    get({ challenge }) {
      const data = authenticatorData(0);
      const client = clientData("webauthn.get", challenge);
      const signature = sign("sha256", Buffer.concat([data, createHash("sha256").update(client).digest()]), privateKey);
      return answer({
        clientDataJSON: client.toString("base64url"),
        authenticatorData: data.toString("base64url"),
        signature: signature.toString("base64url"),
        userHandle,
      });
    },
  };
}

const sha256 = (text: string) => createHash("sha256").update(text).digest();

/** As much of CBOR (RFC 8949) as WebAuthn needs: integers, byte and text strings, maps. */
function cbor(value: unknown): Buffer {
  if (typeof value === "number") return value >= 0 ? head(0, value) : head(1, -1 - value);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  if (typeof value === "string") return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (value instanceof Map) {
    const pairs = [...value].flatMap(([key, inner]) => [cbor(key), cbor(inner)]);
    return Buffer.concat([head(5, value.size), ...pairs]);
  }
  throw new TypeError("no CBOR for this");
}

function head(major: number, length: number): Buffer {
  if (length < 24) return Buffer.of((major << 5) | length);
  if (length < 256) return Buffer.of((major << 5) | 24, length);
  return Buffer.of((major << 5) | 25, length >> 8, length & 0xff);
}
