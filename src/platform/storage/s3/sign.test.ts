import { expect, test } from "vitest";
import { signed } from "./sign.ts";

/** The examples of the Amazon S3 API Reference, with their published signatures. */
const BY = {
  keyId: "AKIAIOSFODNN7EXAMPLE", // not-a-secret
  secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", // not-a-secret
  region: "us-east-1",
};
const AT = new Date("2013-05-24T00:00:00Z");
const HOST = "https://examplebucket.s3.amazonaws.com";
const NONE = Buffer.alloc(0);
const signatureOf = (method: string, path: string, headers: Record<string, string> = {}, body: Buffer = NONE) =>
  signed({ method, url: new URL(path, HOST), headers, body }, BY, AT).authorization?.replace(/.*Signature=/, "");

test.each([
  [
    "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
    "GET",
    "/test.txt",
    { range: "bytes=0-9" },
    NONE,
  ],
  [
    "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
    "PUT",
    "/test$file.text",
    { date: "Fri, 24 May 2013 00:00:00 GMT", "x-amz-storage-class": "REDUCED_REDUNDANCY" },
    Buffer.from("Welcome to Amazon S3."),
  ],
  ["fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543", "GET", "/?lifecycle", {}, NONE],
  ["34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7", "GET", "/?max-keys=2&prefix=J", {}, NONE],
] as const)("signs as the published example %s", (signature, method, path, headers, body) => {
  expect(signatureOf(method, path, headers, body)).toBe(signature);
});
