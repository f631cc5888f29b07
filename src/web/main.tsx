import "./trusted-types.ts";
import "./styles/index.css";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { isLocale } from "#platform/i18n/locale.ts";
import "./features.ts";
import { ApiProblem } from "./http.ts";
import { loadCatalogue } from "./messages.tsx";
import { PreferencesProvider } from "./preferences.tsx";
import { startServiceWorker } from "./pwa/register.ts";
import { makeRouter } from "./router.tsx";
import { SessionProvider, sessionQuery } from "./session.tsx";
import { CrashPage } from "./shell/Refusals.tsx";
import { StepUpProvider } from "./step-up.tsx";

/** Lists are fresh for half a minute; a refusal is an answer, only a missing answer is asked for again. */
const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (count, error) => count < 2 && error instanceof ApiProblem && (error.status === 0 || error.status === 503),
    },
    mutations: { retry: false },
  },
});

async function start(root: HTMLElement): Promise<void> {
  const lang = document.documentElement.lang;
  const locale = isLocale(lang) ? lang : "ar";
  void queries.prefetchQuery(sessionQuery);
  const catalogue = await loadCatalogue(locale);
  const router = makeRouter(queries);
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <PreferencesProvider locale={locale} catalogue={catalogue}>
          <SessionProvider failed={(error) => <CrashPage problem={error} />}>
            <StepUpProvider>
              <RouterProvider router={router} />
            </StepUpProvider>
          </SessionProvider>
        </PreferencesProvider>
      </QueryClientProvider>
    </StrictMode>,
  );
  startServiceWorker();
}

const root = document.getElementById("root");
if (root) void start(root);
