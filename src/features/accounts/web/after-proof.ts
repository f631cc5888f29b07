import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useGo } from "#web/navigation.tsx";

/**
 * After an accepted proof: everything read as somebody else is forgotten, the session is read anew, and an opened one
 * goes on to where the person wanted to be.
 */
export function useAfterProof(wanted = "/"): (next: string | null) => Promise<void> {
  const queries = useQueryClient();
  const go = useGo();
  return useCallback(
    async (next) => {
      queries.removeQueries({ predicate: ({ queryKey }) => !["session", "institution"].includes(String(queryKey[0])) });
      await queries.refetchQueries({ queryKey: ["session"] });
      if (next === "open") go(wanted, { replace: true });
    },
    [queries, go, wanted],
  );
}
