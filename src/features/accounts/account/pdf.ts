import type { FastifyReply } from "fastify";

/** Shows a sheet that holds a secret: in the browser's own reader, kept by no cache. */
export const sendPdf = (reply: FastifyReply, pdf: Uint8Array, name: string): FastifyReply =>
  reply
    .header("cache-control", "no-store")
    .header("content-disposition", `inline; filename="${name}.pdf"`)
    .type("application/pdf")
    .send(Buffer.from(pdf));
