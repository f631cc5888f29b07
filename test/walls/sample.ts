import { z } from "zod";

type Shape = {
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  format?: string;
  anyOf?: Shape[];
  oneOf?: Shape[];
  allOf?: Shape[];
  properties?: Record<string, Shape>;
  required?: string[];
  items?: Shape;
  minimum?: number;
  minLength?: number;
  minItems?: number;
};

/** The smallest body that a route's shape takes, so that its handler, and not its shape, refuses it. */
export function sampleOf(schema: z.ZodType | undefined): unknown {
  return schema
    ? exampleOf(z.toJSONSchema(schema, { io: "input", unrepresentable: "any", target: "draft-2020-12" }) as Shape)
    : undefined;
}

function exampleOf(shape: Shape): unknown {
  if (shape.const !== undefined) return shape.const;
  if (shape.enum) return shape.enum[0];
  const choice = shape.anyOf ?? shape.oneOf;
  if (choice) return exampleOf(choice[0]!);
  if (shape.allOf) return Object.assign({}, ...shape.allOf.map(exampleOf));
  const type = Array.isArray(shape.type) ? shape.type[0] : shape.type;
  if (type === "object")
    return Object.fromEntries((shape.required ?? []).map((key) => [key, exampleOf(shape.properties?.[key] ?? {})]));
  if (type === "array") return shape.minItems ? [exampleOf(shape.items ?? {})] : [];
  if (type === "integer" || type === "number") return Math.max(1, shape.minimum ?? 1);
  if (type === "boolean") return true;
  if (shape.format === "uuid") return "01935d2e-7c00-7abc-8def-0123456789ab";
  if (shape.format === "date") return "2026-12-01";
  if (shape.format === "date-time") return "2026-12-01T08:00:00Z";
  return "x".repeat(Math.max(8, shape.minLength ?? 0));
}
