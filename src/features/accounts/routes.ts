import type { RouteTable } from "#platform/http/routes.ts";
import { accountRoutes } from "./account/routes.ts";
import { activationRoutes } from "./activation/routes.ts";
import { factorRoutes } from "./factor/routes.ts";
import { sessionRoutes } from "./session/routes.ts";

export function routes(r: RouteTable): void {
  sessionRoutes(r);
  factorRoutes(r);
  activationRoutes(r);
  accountRoutes(r);
}
