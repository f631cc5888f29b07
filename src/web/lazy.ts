import { type ComponentType, lazy } from "react";
import { restOfCatalogue } from "./messages.tsx";

type Load<M> = () => Promise<M>;

/** What is loaded appears once its sentences have come: only those of the first screen's frame come at once. */
export const withSentences =
  <M>(load: Load<M>): Load<M> =>
  async () =>
    (await Promise.all([load(), restOfCatalogue()]))[0];

/** A part of a screen that is loaded when it is first shown. */
// biome-ignore lint/suspicious/noExplicitAny: as React declares it; the properties are those of what is loaded.
export const lazyPart = <C extends ComponentType<any>>(load: Load<{ default: C }>) => lazy(withSentences(load));

/** The same for a part of the first screen: its sentences come with those of the frame (scripts/first-messages.ts), so it need not wait. */
// biome-ignore lint/suspicious/noExplicitAny: see above.
export const firstPart = <C extends ComponentType<any>>(load: Load<{ default: C }>) => lazy(load);
