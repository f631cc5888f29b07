import { useCallback, useState } from "react";
import { newKey } from "./http.ts";

/**
 * The idempotency key of one form, made once: however often "Send" is pressed, the server acts once.
 * `renew` is for a form that stays open for a next act.
 */
export function useFormKey(): { key: string; renew: () => void } {
  const [key, setKey] = useState(newKey);
  return { key, renew: useCallback(() => setKey(newKey()), []) };
}
