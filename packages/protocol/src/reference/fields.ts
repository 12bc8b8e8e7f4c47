/** A schema as rows of a table: one per field, nested fields with dotted names, named shapes not unfolded. */
import { type JsonSchema, schemaName } from "./named-schemas.ts";

export interface Field {
  /** `content.text`; an array's items are `heads[]`. */
  readonly name: string;
  /** `integer`, `User[]`, `"web" | "ios"`. */
  readonly type: string;
  readonly isRequired: boolean;
  readonly description: string;
}

export function fieldsOf(schema: unknown, prefix = ""): readonly Field[] {
  const { properties = {}, required = [] } = schema as {
    properties?: Record<string, JsonSchema>;
    required?: readonly string[];
  };
  return Object.entries(properties).flatMap(([name, property]) => [
    {
      name: prefix + name,
      type: typeText(property),
      isRequired: required.includes(name),
      description: descriptionOf(property),
    },
    ...nestedFields(property, prefix + name),
  ]);
}

function nestedFields(property: JsonSchema, name: string): readonly Field[] {
  if (schemaName(property) !== undefined) return [];
  if (property.type === "object") return fieldsOf(property, `${name}.`);
  const items = property.items as JsonSchema | undefined;
  if (property.type === "array" && items !== undefined && schemaName(items) === undefined) {
    return fieldsOf(items, `${name}[].`);
  }
  return [];
}

export function typeText(schema: JsonSchema): string {
  const name = schemaName(schema);
  if (name !== undefined) return name;
  if ("const" in schema) return JSON.stringify(schema.const);
  if (Array.isArray(schema.anyOf)) return schema.anyOf.map((part: JsonSchema) => typeText(part)).join(" | ");
  if (schema.type === "array") return `${typeText((schema.items ?? {}) as JsonSchema)}[]`;
  return String(schema.type ?? "any JSON");
}

function descriptionOf(schema: JsonSchema): string {
  const words = typeof schema.description === "string" ? schema.description : "";
  const bounds = boundsText(schema);
  return [words, bounds].filter((part) => part !== "").join(" ");
}

function boundsText(schema: JsonSchema): string {
  const { minLength, maxLength, maxItems, pattern, type } = schema;
  if (type === "string" && isUuidPattern(pattern)) return "A UUID in small letters.";
  if (type === "string" && maxLength !== undefined) return `${minLength ?? 0}-${maxLength} characters.`;
  if (type === "array" && maxItems !== undefined) return `At most ${maxItems}.`;
  return type === "integer" ? integerBounds(schema) : "";
}

function isUuidPattern(pattern: unknown): boolean {
  return typeof pattern === "string" && pattern.startsWith("^[0-9a-f]{8}-[0-9a-f]{4}-");
}

/** That ids and counts begin with 0 or 1 goes without saying. */
function integerBounds({ minimum, maximum }: JsonSchema): string {
  const least = typeof minimum === "number" && minimum > 1 ? `At least ${minimum}.` : "";
  const isBound = typeof maximum === "number" && maximum < Number.MAX_SAFE_INTEGER;
  return [least, isBound ? `At most ${maximum}.` : ""].filter((part) => part !== "").join(" ");
}
