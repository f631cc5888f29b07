import { holdsSecondFactor } from "#features/accounts/api.ts";
import { personOf } from "#platform/context.ts";
import type { RouteTable } from "#platform/http/routes.ts";
import { endFirstDay } from "./commands.ts";
import { FirstDay } from "./schema.ts";
import * as store from "./store.ts";

export function routes(r: RouteTable): void {
  r.get("/help/first-day", { response: FirstDay }, ({ ask }) =>
    ask(async (ctx) => ({
      open: !(await store.endOf(ctx, personOf(ctx))),
      secondFactor: await holdsSecondFactor(ctx, personOf(ctx)),
    })),
  );
  r.post("/help/first-day/end", { status: 204 }, ({ perform }) => perform(endFirstDay, {}));
}
