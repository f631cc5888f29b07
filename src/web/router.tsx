import type { QueryClient } from "@tanstack/react-query";
import {
  type AnyRoute,
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
} from "@tanstack/react-router";
import { administrationPages, type PageModule, type SubPage, settingsPages, type WebRoute } from "./feature.ts";
import { features } from "./features.ts";
import { parseSearch, stringifySearch } from "./navigation.tsx";
import { CrashPage, NotFoundPage } from "./shell/Refusals.tsx";
import { Shell } from "./shell/Shell.tsx";
import { fillsOf } from "./slots.ts";
import { Skeleton } from "./ui/Skeleton.tsx";

const root = createRootRouteWithContext<{ queries: QueryClient }>()({ component: Outlet });
const shell = createRoute({ getParentRoute: () => root, id: "shell", component: Shell });
const bare = createRoute({ getParentRoute: () => root, id: "bare", component: Outlet });

/** `/requests/:id` in the router's own writing. */
const pattern = (path: string): string => path.replace(/:(\w+)/g, "$$$1");

function routeOf({ path, page, validateSearch, layout }: WebRoute): AnyRoute {
  const parent: unknown = layout === "bare" ? bare : shell;
  return createRoute({
    getParentRoute: () => parent as AnyRoute,
    path: pattern(path),
    component: lazyRouteComponent(page as () => Promise<PageModule>, "default"),
    ...(validateSearch && { validateSearch }),
  });
}

const subRoutes = (home: "/settings" | "/administration", pages: readonly SubPage[]): WebRoute[] =>
  pages.map(({ path, page }) => ({ path: `${home}/${path}`, page }));

const OWN: WebRoute[] = [
  { path: "/", page: () => import("./work/WorkPage.tsx") },
  { path: "/settings", page: () => import("./shell/SettingsPage.tsx") },
  { path: "/administration", page: () => import("./shell/AdministrationPage.tsx") },
  { path: "/gallery", page: () => import("./gallery/GalleryPage.tsx"), layout: "bare" },
];

/** Every page of the shell and of the features, as one tree. */
export function makeRouter(queries: QueryClient) {
  const all = [
    ...OWN,
    ...features.flatMap((feature) => feature.routes ?? []),
    ...subRoutes("/settings", fillsOf(settingsPages)),
    ...subRoutes("/administration", fillsOf(administrationPages)),
  ];
  const [inShell, alone] = [all.filter((one) => one.layout !== "bare"), all.filter((one) => one.layout === "bare")];
  const lost = createRoute({ getParentRoute: () => shell, path: "$", component: NotFoundPage });
  // Paths come from the features at run time: the tree has no static type to check links against.
  const withShell: AnyRoute = shell.addChildren([...inShell.map(routeOf), lost] as never) as never;
  const withoutShell: AnyRoute = bare.addChildren(alone.map(routeOf) as never) as never;
  const tree = root.addChildren([withShell, withoutShell]);
  return createRouter({
    routeTree: tree,
    context: { queries },
    defaultPreload: "intent",
    scrollRestoration: true,
    parseSearch: parseSearch as never,
    stringifySearch,
    defaultPendingComponent: Waiting,
    defaultPendingMs: 200,
    defaultNotFoundComponent: NotFoundPage,
    defaultErrorComponent: ({ error }) => <CrashPage problem={error} />,
  });
}

const Waiting = () => <Skeleton rows={6} />;
