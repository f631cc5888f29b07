import { problem } from "../problem.ts";

/** The expected refusals of the functions in migrations/, by their SQLSTATE. */
const REFUSALS: Record<string, [code: string, status: number]> = {
  DW001: ["access.circle", 409],
  DW002: ["access.container_closed", 409],
  DW003: ["access.list_needed", 422],
  DW004: ["access.two_persons", 409],
  DW005: ["access.on_hold", 409],
  DW006: ["access.not_a_lowering", 422],
  DW007: ["access.lowering_proposed", 409],
  DW008: ["http.not_found", 404],
  DW009: ["access.second_person", 403],
};

/** Makes a Problem of what the database refused by one of our codes; anything else stays a bug. */
export async function refused<T>(act: Promise<T>): Promise<T> {
  try {
    return await act;
  } catch (error) {
    const refusal = REFUSALS[(error as { code?: string } | null)?.code ?? ""];
    throw refusal ? problem(...refusal) : error;
  }
}
