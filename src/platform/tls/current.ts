import type { Clock } from "../clock.ts";
import type { Named } from "./named.ts";
import { type CertificateState, certificateState } from "./state.ts";

/** What each open platform answers by its name with; a process without a name has none. */
const shown = new WeakMap<object, Named>();

/** From now on this is the name under which the process of this platform answers. */
export const answerAs = (platform: object, named: Named): void => void shown.set(platform, named);

/** The certificate in use now, how long it lasts and what is wrong with it; null when no name was given. */
export function certificateAt(platform: { clock: Clock }): CertificateState | null {
  const named = shown.get(platform);
  return named ? certificateState(named.certificate(), platform.clock.now()) : null;
}
