import { useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useLayoutEffect } from "react";
import type { Locale } from "#platform/wire/locale.ts";
import type { LocalizedName } from "#platform/wire/localized-name.ts";
import { wearHue } from "./accent.ts";
import { ApiProblem, del, get } from "./http.ts";

/** Someone for whom the person acts now: an interim, a delegation, a post assisted. */
export type ActingFor = {
  id: string;
  kind: "interim" | "delegation" | "assistant";
  /** The post, or the person, acted for. */
  name: LocalizedName;
  /** Last day, YYYY-MM-DD. */
  until?: string | null;
};

export type SessionPerson = {
  id: string;
  name: LocalizedName;
  post?: LocalizedName | null;
  posts?: readonly { id: string; title: LocalizedName; unit: LocalizedName }[];
};

/** Who is here, as the server says; `abilities` are never re-derived on this side. */
export type Session = {
  person: SessionPerson | null;
  /** A sign-in that waits for its next step. */
  pending?: { step: string; login: string; name: LocalizedName } | null;
  locale?: Locale | null;
  theme?: string | null;
  density?: string | null;
  strength?: string;
  /** True when the person is cleared for more than this session shows. */
  limited?: boolean;
  /** True when a proof by what he holds would show more of it; else he must first set something up. */
  provable?: boolean;
  abilities: readonly string[];
  actingFor?: readonly ActingFor[];
  /** False: the institution has not been set up yet. */
  setUp?: boolean;
  /** Its colour, in degrees; null: Diwan's own. */
  institution?: { hue: number | null } | null;
};

const ANONYMOUS: Session = { person: null, abilities: [] };

export const sessionQuery = {
  queryKey: ["session"],
  staleTime: 5 * 60_000,
  queryFn: async (): Promise<Session> => {
    try {
      const session = await get<Partial<Session>>("/session");
      return { ...ANONYMOUS, ...session };
    } catch (problem) {
      if (problem instanceof ApiProblem && problem.status === 401) return ANONYMOUS;
      throw problem;
    }
  },
};

const SessionContext = createContext<Session>(ANONYMOUS);

/** Holds the session for the whole client; `children` appear once it is known. */
export function SessionProvider({ children, failed }: { children: ReactNode; failed: (error: Error) => ReactNode }) {
  const { data, error } = useQuery(sessionQuery);
  const hue = data?.institution?.hue ?? null;
  useLayoutEffect(() => wearHue(hue), [hue]);
  if (data) return <SessionContext value={data}>{children}</SessionContext>;
  return error ? failed(error) : null;
}

export const useSession = (): Session => useContext(SessionContext);

/** The signed-in person. Only for pages behind the sign-in. */
export function usePerson(): SessionPerson {
  const { person } = useSession();
  if (!person) throw new Error("no person is signed in here");
  return person;
}

/** True when the server lists this ability for the session. */
export const useAbility = (ability: string): boolean => useSession().abilities.includes(ability);

/** Leaves: the server forgets the session, this browser forgets what it read. */
export function useSignOut(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    await del("/session");
    queries.clear();
    location.assign("/sign-in");
  };
}
