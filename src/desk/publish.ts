import { chmod, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { type PaperSigner, signRevocations } from "#platform/statement/make.ts";
import type { Revocation } from "#platform/statement/revocations.ts";
import { toBase64Url } from "#platform/statement/statement.ts";
import { replaceFile } from "#platform/storage/durable.ts";
import type { LocalizedName } from "#platform/wire/localized-name.ts";
import { publicOf } from "./folders.ts";
import { LANGUAGES } from "./page/browser/words.ts";
import { pageScript } from "./page/bundle.ts";
import { verificationPage } from "./page/page.ts";
import type { PaperKind, PublishedDesk } from "./published.ts";
import { pageWords } from "./words.ts";

export type DeskContents = {
  institution: { id: string; name: LocalizedName; logo?: Uint8Array | undefined };
  /** Signs the revocation list; its public key is always published. */
  signer: PaperSigner;
  /** Public keys (raw) of earlier signers, whose papers are still in people's hands. */
  formerKeys?: readonly Uint8Array[] | undefined;
  kinds: readonly PaperKind[];
  revoked: readonly Revocation[];
  /** Raw X25519 public key of the inside. */
  depositKey?: Uint8Array | undefined;
  /** Address people should see in the address bar: `https://desk.example.ma/v/`. */
  address?: string | undefined;
  /** False for a folder served by any web server, or opened from disk. */
  live: boolean;
  at: Date;
};

const PAGE = join(import.meta.dirname, "page");
const SHARED_MODE = 0o644;

/**
 * Writes what outsiders need to verify papers into `<deskDir>/public`: the page in four languages, the keys, the signed
 * revocation list. Each file is replaced in one step and the page, which holds a copy of everything, comes last, so a
 * reader never sees half a publication. The folder may be copied to any web server or opened from a disk.
 */
export async function publishDesk(deskDir: string, contents: DeskContents): Promise<PublishedDesk> {
  const folder = join(publicOf(deskDir), "v");
  const desk = describeDesk(contents);
  const { institution, revoked, at, signer } = contents;
  const revocations = await signRevocations(institution.id, revoked, at, signer);
  const put = (name: string, bytes: string | Uint8Array) => replaceFile(join(folder, name), bytes, SHARED_MODE);
  for (const font of await readdir(join(PAGE, "fonts"))) {
    await putOnce(join(folder, "fonts", font), await readFile(join(PAGE, "fonts", font)));
  }
  for (const shared of [publicOf(deskDir), folder, join(folder, "fonts")]) await chmod(shared, 0o755);
  await put("revocations.json", JSON.stringify(revocations));
  await put("desk.json", JSON.stringify(desk));
  const style = await readFile(join(PAGE, "style.css"), "utf8");
  const parts = { desk, revocations, words: pageWords(), style, script: await pageScript() };
  for (const language of LANGUAGES) await put(`index.${language}.html`, verificationPage(language, parts));
  await put("index.html", verificationPage("ar", parts));
  return desk;
}

/** Fonts do not change from one publication to the next. */
async function putOnce(path: string, bytes: Buffer): Promise<void> {
  const there = await readFile(path).catch(() => null);
  if (!there?.equals(bytes)) await replaceFile(path, bytes, SHARED_MODE);
}

function describeDesk(contents: DeskContents): PublishedDesk {
  const { institution, signer, formerKeys = [], kinds, depositKey, address, live, at } = contents;
  const publicKeys = [signer.publicKey, ...formerKeys].map(toBase64Url);
  return {
    version: 1,
    institution: {
      id: institution.id,
      name: institution.name,
      ...(institution.logo && { logo: dataAddress(institution.logo) }),
    },
    keys: [...new Set(publicKeys)].map((publicKey) => ({ publicKey })),
    kinds: [...kinds],
    ...(depositKey && { depositKey: toBase64Url(depositKey) }),
    ...(address && { address }),
    live,
    publishedAt: at.toISOString(),
  };
}

/** The logo inside the page; an SVG shown as an image runs no script. */
function dataAddress(logo: Uint8Array): string {
  const bytes = Buffer.from(logo);
  const head = bytes.subarray(0, 8).toString("latin1");
  const type = head.startsWith("\x89PNG")
    ? "image/png"
    : head.startsWith("\xff\xd8\xff")
      ? "image/jpeg"
      : "image/svg+xml";
  return `data:${type};base64,${bytes.toString("base64")}`;
}
