import "./trusted-types.ts";
import "./styles/index.css";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { isLocale } from "#platform/i18n/locale.ts";
import "./features.ts";
import { keepCarried } from "./carried.ts";
import { ApiProblem } from "./http.ts";
import { loadCatalogue } from "./messages.tsx";
import { PAGES } from "./pages.ts";
import { PreferencesProvider } from "./preferences.tsx";
import { startServiceWorker } from "./pwa/register.ts";
import { Router } from "./Router.tsx";
import { SessionProvider, sessionQuery } from "./session.tsx";
import { CrashPage, NotFoundPage } from "./shell/Refusals.tsx";
import { Shell } from "./shell/Shell.tsx";
import { StepUpProvider } from "./step-up.tsx";
import { Skeleton } from "./ui/Skeleton.tsx";

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

const crash = (problem: unknown) => <CrashPage problem={problem} />;

async function start(root: HTMLElement): Promise<void> {
  const lang = document.documentElement.lang;
  const locale = isLocale(lang) ? lang : "ar";
  keepCarried(queries);
  void queries.prefetchQuery(sessionQuery);
  const catalogue = await loadCatalogue(locale);
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <PreferencesProvider locale={locale} catalogue={catalogue}>
          <SessionProvider failed={crash}>
            <StepUpProvider>
              <Router routes={PAGES} Shell={Shell} Lost={NotFoundPage} failed={crash} waiting={<Skeleton rows={6} />} />
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
