/**
 * Says what is wrong with a value of several shapes: of those that a value may have, the one it says it has. Else the
 * first of them would be told of, which the caller never meant (CALL-3). Pure; for refusals alone.
 */
import type { TSchema } from "typebox";

interface Shape {
  readonly anyOf?: readonly TSchema[];
  readonly properties?: Readonly<Record<string, TSchema>>;
  readonly required?: readonly string[];
  readonly const?: unknown;
}

/** The schema without the alternatives that the value rules out by its tags, such as `type`. */
export function narrowSchema(schema: TSchema, value: unknown): TSchema {
  const { anyOf, properties } = schema as Shape;
  if (anyOf !== undefined) {
    const meant = meantOf(anyOf, value);
    return meant === null ? schema : narrowSchema(meant, value);
  }
  if (properties === undefined || !isObject(value)) return schema;
  const narrowed = Object.entries(properties).map(([name, property]) => [
    name,
    Object.hasOwn(value, name) ? narrowSchema(property, value[name]) : property,
  ]);
  return { ...schema, properties: Object.fromEntries(narrowed) };
}

/** Null where alternatives have no tags, or the value is no object. */
function meantOf(alternatives: readonly TSchema[], value: unknown): TSchema | null {
  if (!isObject(value)) return null;
  const tagged = alternatives.flatMap((schema) => {
    const tags = tagsOf(schema);
    return tags.length === 0 ? [] : [{ schema, tags }];
  });
  const meant = tagged.find(({ tags }) => tags.every(([name, tag]) => value[name] === tag));
  if (meant !== undefined) return meant.schema;
  const name = tagged[0]?.tags[0]?.[0];
  if (name === undefined) return null;
  const known = tagged.flatMap(({ tags }) => tags.filter(([other]) => other === name).map(([, tag]) => tag));
  return { type: "object", required: [name], properties: { [name]: { enum: known } } };
}

function tagsOf(schema: TSchema): (readonly [name: string, tag: unknown])[] {
  const { properties = {}, required = [] } = schema as Shape;
  return Object.entries(properties).flatMap(([name, property]) => {
    const { const: tag } = property as Shape;
    return typeof tag === "string" && required.includes(name) ? [[name, tag] as const] : [];
  });
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
