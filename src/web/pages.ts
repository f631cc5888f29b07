import { administrationPages, type SubPage, settingsPages, type WebRoute } from "./feature.ts";
import { features } from "./features.ts";
import { withSentences } from "./lazy.ts";
import { fillsOf } from "./slots.ts";
import * as workPage from "./work/WorkPage.tsx";

const subRoutes = (home: "/settings" | "/administration", pages: readonly SubPage[]): WebRoute[] =>
  pages.map(({ path, page }) => ({ path: `${home}/${path}`, page }));

const OWN: WebRoute[] = [
  { path: "/", page: workPage },
  { path: "/settings", page: () => import("./shell/SettingsPage.tsx") },
  { path: "/administration", page: () => import("./shell/AdministrationPage.tsx") },
  { path: "/gallery", page: () => import("./gallery/GalleryPage.tsx"), layout: "bare" },
];

/** Every page of the shell and of the features. */
export const PAGES: readonly WebRoute[] = [
  ...OWN,
  ...features.flatMap((feature) => feature.routes ?? []),
  ...subRoutes("/settings", fillsOf(settingsPages)),
  ...subRoutes("/administration", fillsOf(administrationPages)),
].map((route) => (typeof route.page === "function" ? { ...route, page: withSentences(route.page) } : route));
