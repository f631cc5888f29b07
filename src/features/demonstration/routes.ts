import { z } from "zod";
import type { RouteTable } from "#platform/http/routes.ts";
import { removeDemonstration, viewDemonstration } from "./removal.ts";
import { DemonstrationView } from "./schema.ts";

export function routes(r: RouteTable): void {
  r.get("/demonstration", { response: DemonstrationView }, ({ ask }) => ask(viewDemonstration));
  r.post("/demonstration/removal", { keyless: true, response: z.object({ setUp: z.string() }) }, ({ platform, call }) =>
    removeDemonstration(platform, call),
  );
}
