import { post } from "#web/http.ts";

/** What a scan of a signed paper may be; the server looks at the bytes. */
export const PROOF_TYPES = ".pdf,.png,.jpg,.jpeg,application/pdf,image/png,image/jpeg";
export const PROOF_MAX_BYTES = 20 * 1024 * 1024;

/** Puts the scan of a signed paper in; gives the digest by which an act names it. */
export async function uploadProof(file: File): Promise<string> {
  const body = new FormData();
  body.append("file", file);
  const { digest } = await post<{ digest: string; type: string }>("/requests/proofs", body);
  return digest;
}
