import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { get } from "#web/http.ts";
import type { Job } from "#web/shell/JobTray.tsx";
import type { ImportLineView, ImportSheetView, ImportSummary, ImportView } from "../../import/schema.ts";

const POLL_MS = 1_000;

/** Whether something is being done with the file at this moment. */
export const isUnderWay = (state: ImportView["state"]): boolean => state === "checking" || state === "applying";

/** One import; asked again while it is under way. */
export const useImport = (id: string) =>
  useQuery({
    queryKey: ["people", "imports", id],
    queryFn: () => get<ImportView>(`/people/imports/${id}`),
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data.state) ? POLL_MS : false),
  });

export const useImports = () =>
  useQuery({
    queryKey: ["people", "imports"],
    queryFn: () => get<{ items: ImportSummary[] }>("/people/imports"),
  });

export const useImportSheets = () =>
  useQuery({
    queryKey: ["people", "imports", "sheets"],
    queryFn: () => get<{ items: ImportSheetView[] }>("/people/imports/sheets"),
  });

export type Shown = "error" | "warning" | "create" | "change" | "keep";
export const useImportLines = (id: string, state: string, show: Shown) =>
  useInfiniteQuery({
    queryKey: ["people", "imports", id, "lines", state, show],
    initialPageParam: "",
    queryFn: ({ pageParam }) =>
      get<{ items: ImportLineView[]; next: string | null }>(`/people/imports/${id}/lines`, {
        query: { show, cursor: pageParam },
      }),
    getNextPageParam: (last) => last.next,
  });

/** The job of an import among those of the tray, for its progress. */
export const useJob = (id: string | null): Job | undefined =>
  useQuery({ queryKey: ["jobs"], queryFn: () => get<{ items: Job[] }>("/jobs") }).data?.items.find(
    (job) => job.id === id,
  );
