import type { MessageArea } from "../../src/platform/i18n/message-source.ts";
import { SERVER_ONLY } from "../client-messages.ts";

const KEY = /["'`]([a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+)["'`]/g;

/** Keys that a screen names although their module's sentences are not sent to the browser: it would show the bare key. */
export function unsentKeys(areas: readonly MessageArea[], source: string): string[] {
  const unsent = areas.filter(({ area }) => SERVER_ONLY.includes(area));
  const named = [...source.matchAll(KEY)].map(([, key]) => key ?? "");
  return [...new Set(named)].filter((key) => unsent.some(({ texts }) => key in texts.fr));
}
