import { feature } from "#platform/feature.ts";
import { routes } from "./routes.ts";

export default feature({ name: "help", needs: ["accounts"], routes });
