import { webFeature } from "#web/feature.ts";

export default webFeature({
  name: "administration",
  routes: [{ path: "/setup", page: () => import("./SetUpPage.tsx"), layout: "bare" }],
});
