import { exampleSlot } from "#features/administration/api.ts";
import { institutionIfAny } from "#features/people/api.ts";
import { system } from "#platform/actor.ts";
import { transact } from "#platform/command.ts";
import { feature } from "#platform/feature.ts";
import { load } from "./demonstration.ts";
import { routes } from "./routes.ts";

export default feature({
  name: "demonstration",
  needs: ["people", "accounts", "calendar", "papers", "requests", "leave", "administration", "help"],
  routes,
  fills: [exampleSlot.fill(load)],
  start: async (platform) => {
    if (!platform.config.demo) return;
    const call = { actor: system("demonstration"), locale: "ar" as const, requestId: "demonstration" };
    if (!(await transact(platform, call, institutionIfAny))) await load(platform);
  },
});
