import { webFeature } from "#web/feature.ts";

export default webFeature({ name: "people" });
