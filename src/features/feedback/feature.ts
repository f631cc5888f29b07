import { feature } from "#platform/feature.ts";
import { notices } from "./notices.ts";
import { routes } from "./routes.ts";

export default feature({ name: "feedback", needs: ["people", "help"], routes, subscribers: [notices] });
