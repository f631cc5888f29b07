/**
 * Runs before any other module: the page's one Trusted Types policy, and zod without code generation.
 * Libraries that build markup from strings get harmless text; scripts load only from this origin's own files.
 */
interface PolicyOptions {
  createHTML(html: string): string;
  createScriptURL(url: string): string;
}
interface PolicyFactory {
  createPolicy(name: string, options: PolicyOptions): unknown;
}

const OWN_SCRIPT = /^\/(assets\/[\w.-]+\.js|sw\.js)$/;

/** Refuses every script address that is not one of our built files. */
export function ownScript(url: string, origin: string): string {
  const address = new URL(url, origin);
  if (address.origin !== origin || !OWN_SCRIPT.test(address.pathname)) {
    throw new TypeError(`script refused: ${address.href}`);
  }
  return address.href;
}

/** Markup made from a string becomes text: nothing in the shell needs more, and an injected tag stays inert. */
export const inert = (html: string): string => html.replaceAll("<", "&lt;");

const factory = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes;
factory?.createPolicy("default", {
  createHTML: inert,
  createScriptURL: (url) => ownScript(url, location.origin),
});

(globalThis as { __zod_globalConfig?: { jitless: boolean } }).__zod_globalConfig = { jitless: true };
