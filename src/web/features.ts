import type { WebFeature } from "./feature.ts";
import { fillSlots } from "./slots.ts";

const found = import.meta.glob<{ default: WebFeature }>("../features/*/web/feature.tsx", { eager: true });

/** Every feature of this build, by name. The client's composition root. */
export const features: readonly WebFeature[] = Object.values(found)
  .map((module) => module.default)
  .sort((a, b) => a.name.localeCompare(b.name));

fillSlots(features.flatMap((feature) => feature.fills ?? []));
