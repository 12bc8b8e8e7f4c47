/** One example value for a schema: real enough to be copied, the same at every generation. */
import type { JsonSchema } from "./named-schemas.ts";

const byName: Readonly<Record<string, unknown>> = {
  id: 12,
  messageId: "01890a5d-ac96-774b-bcce-b302099a8057",
  uuid: "2b1f6a52-7b7a-4a7b-9a6e-0a3d2c4b5f60",
  username: "mary",
  nickname: "Mary",
  avatar: "/files/mary.webp",
  email: "mary@example.com",
  phone: "+4930123456",
  birthday: "1990-05-17",
  website: "https://example.com/mary",
  language: "en",
  ev: "message.sent",
  password: "correct horse battery",
  oldPassword: "correct horse battery",
  newPassword: "stapled horse battery",
  text: "Hello!",
  name: "Weekend plans",
  query: "mary",
  code: "7QK4-M2XP",
  token: "eyJhbGciOiJIUzI1NiJ9...",
  accessToken: "eyJhbGciOiJIUzI1NiJ9...",
  refreshToken: "r1.9f3c...",
  epoch: "9f3c1a52",
  cursor: "1.4711",
  since: "1.4711",
  before: "1.4711",
  protocol: 1,
};

const exampleTime = 1_700_000_000_000;

export function exampleOf(schema: JsonSchema, name = ""): unknown {
  if ("const" in schema) return schema.const;
  if ("default" in schema) return schema.default;
  const alternatives = schema.anyOf;
  if (Array.isArray(alternatives)) return exampleOf(firstConcrete(alternatives), name);
  switch (schema.type) {
    case "object":
      return exampleObject(schema);
    case "array":
      return [exampleOf((schema.items ?? {}) as JsonSchema, singular(name))];
    case "boolean":
      return true;
    case "null":
      return null;
    case "string":
      return exampleText(schema, name);
    default:
      return exampleNumber(name);
  }
}

function exampleObject(schema: JsonSchema): unknown {
  const properties = (schema.properties ?? {}) as Record<string, JsonSchema>;
  const required = (schema.required ?? []) as readonly string[];
  const shown = Object.entries(properties).filter(([name]) => required.includes(name));
  return Object.fromEntries(shown.map(([name, property]) => [name, exampleOf(property, name)]));
}

function exampleText(schema: JsonSchema, name: string): unknown {
  if (typeof schema.pattern === "string" && schema.pattern.startsWith("^[0-9a-f]{8}-")) {
    return schema.pattern.includes("[1-8]") ? byName.messageId : byName.uuid;
  }
  if (schema.pattern === "^[0-9]{6}$") return "123456";
  if (schema.pattern === "^[a-z0-9_]{1,32}$") return "help";
  if (schema.pattern === "^[0-9a-f]{32}$") return "0f8fad5bd9cb469fa16570867728950e";
  const known = byName[name];
  return typeof known === "string" ? known : "text";
}

function exampleNumber(name: string): number {
  if (name.endsWith("At") || name === "at" || name === "serverTime") return exampleTime;
  const known = byName[name];
  if (typeof known === "number") return known;
  return name.endsWith("Id") ? 12 : 3;
}

function firstConcrete(alternatives: readonly unknown[]): JsonSchema {
  const schemas = alternatives as readonly JsonSchema[];
  return schemas.find((schema) => schema.type !== "null") ?? {};
}

function singular(name: string): string {
  return name.endsWith("s") ? name.slice(0, -1) : name;
}
