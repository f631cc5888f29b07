import { useSyncExternalStore } from "react";

/** From this width the preview stands beside the list. */
const query = "(min-width: 1280px)";

/** True while the window has room for list and preview. */
export const useWide = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      const media = matchMedia(query);
      media.addEventListener("change", listener);
      return () => media.removeEventListener("change", listener);
    },
    () => matchMedia(query).matches,
  );
