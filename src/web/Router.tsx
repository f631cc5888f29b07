import {
  Component,
  type ComponentType,
  lazy,
  type ReactNode,
  Suspense,
  startTransition,
  useEffect,
  useLayoutEffect,
  useMemo,
  useState,
} from "react";
import type { PageModule, WebRoute } from "./feature.ts";
import { here, onPlaceChange, type Place, scrollFor } from "./location.ts";
import { type Shown, ShownContext } from "./navigation.tsx";
import { type Pattern, paramsOf, parseSearch, patternOf } from "./patterns.ts";

/** A route made ready: its page loads once, when first wanted. */
type Ready = WebRoute & { pattern: Pattern; Page: ComponentType; load: () => Promise<PageModule> };

function makeReady(route: WebRoute): Ready {
  const { page } = route;
  const pattern = patternOf(route.path);
  if (typeof page !== "function") return { ...route, pattern, Page: page.default, load: async () => page };
  let loading: Promise<PageModule> | undefined;
  const load = (): Promise<PageModule> => {
    loading ??= page().catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
  return { ...route, pattern, Page: lazy(load), load };
}

function find(routes: readonly Ready[], path: string): { route: Ready; params: Record<string, string> } | null {
  for (const route of routes) {
    const params = paramsOf(route.pattern, path);
    if (params) return { route, params };
  }
  return null;
}

type RouterProps = {
  routes: readonly WebRoute[];
  /** What surrounds the pages that are not `bare`. It stays while pages change. */
  Shell: ComponentType<{ children: ReactNode }>;
  Lost: ComponentType;
  failed: (error: unknown) => ReactNode;
  waiting: ReactNode;
};

/** Shows the page of the window's address. While the next page loads, the last one stays. */
export function Router({ routes, Shell, Lost, failed, waiting }: RouterProps) {
  const ready = useMemo(() => routes.map(makeReady).sort((a, b) => b.pattern.weight - a.pattern.weight), [routes]);
  const place = usePlace();
  const match = useMemo(() => find(ready, place.path), [ready, place.path]);
  const shown = useMemo<Shown>(() => {
    const search = parseSearch(place.search);
    return {
      path: place.path,
      search: match?.route.validateSearch?.(search) ?? search,
      params: match?.params ?? {},
      screen: match?.route.path ?? "",
      preload: (path) =>
        void find(ready, path)
          ?.route.load()
          .catch(() => undefined),
    };
  }, [place.path, place.search, match, ready]);
  const Page = match?.route.Page ?? Lost;
  const page = (
    <Boundary at={place.path} failed={failed}>
      <Suspense fallback={waiting}>
        <Page key={shown.screen} />
        <Scroll place={place} />
      </Suspense>
    </Boundary>
  );
  return <ShownContext value={shown}>{match?.route.layout === "bare" ? page : <Shell>{page}</Shell>}</ShownContext>;
}

function usePlace(): Place {
  const [place, setPlace] = useState(here);
  useEffect(() => {
    const take = (): void => startTransition(() => setPlace(here()));
    take();
    return onPlaceChange(take);
  }, []);
  return place;
}

/** Scrolls once the page is there: inside its boundary, so that a loading page is not scrolled in vain. */
function Scroll({ place }: { place: Place }): ReactNode {
  useLayoutEffect(() => scrollFor(place), [place]);
  return null;
}

type BoundaryProps = { at: string; failed: (error: unknown) => ReactNode; children: ReactNode };

/** Catches what a page throws; the next address starts anew. */
class Boundary extends Component<BoundaryProps, { error: unknown; at: string }> {
  override state = { error: null as unknown, at: this.props.at };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  static getDerivedStateFromProps(props: BoundaryProps, state: { error: unknown; at: string }) {
    return props.at === state.at ? null : { error: null, at: props.at };
  }

  override render(): ReactNode {
    return this.state.error ? this.props.failed(this.state.error) : this.props.children;
  }
}
