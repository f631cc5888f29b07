/** A newer client that waits: the person reloads when it suits, never the program by itself. */
let waiting: ServiceWorker | null = null;
const listeners = new Set<() => void>();

/** The first screen has the line for itself; what the worker keeps was mostly fetched by then, ms. */
const AFTER_FIRST_SCREEN_MS = 3_000;

/** Keeps the shell for slow or broken networks. Only built clients have one. */
export function startServiceWorker(): void {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  setTimeout(() => void register(), AFTER_FIRST_SCREEN_MS);
}

async function register(): Promise<void> {
  const registration = await navigator.serviceWorker.register("/sw.js").catch(() => null);
  if (!registration) return;
  const watch = (worker: ServiceWorker | null): void => {
    worker?.addEventListener("statechange", () => {
      if (worker.state === "installed" && navigator.serviceWorker.controller) announce(worker);
    });
  };
  if (registration.waiting && navigator.serviceWorker.controller) announce(registration.waiting);
  registration.addEventListener("updatefound", () => watch(registration.installing));
}

function announce(worker: ServiceWorker): void {
  waiting = worker;
  for (const listener of listeners) listener();
}

/** For useSyncExternalStore: whether a newer client waits. */
export const updates = {
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  waiting: (): boolean => waiting !== null,
};

/** Puts the newer client in place and reloads this page with it. */
export const takeUpdate = (): void => {
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  waiting?.postMessage("take over");
};
