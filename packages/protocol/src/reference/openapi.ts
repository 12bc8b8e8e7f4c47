/** The operations as an OpenAPI 3.1 document: `POST /v1/<operation>` for each. */
import type { Method } from "../define.ts";
import { type ErrorCode, errorCodes } from "../errors.ts";
import { methods } from "../methods.ts";
import { protocolVersion } from "../version.ts";
import { versionHistory } from "../version-history.ts";
import { exampleOf } from "./examples.ts";
import { namedSchemas, withReferences } from "./named-schemas.ts";
import { errorsByStatus } from "./operation-errors.ts";

export function openapiDocument(): Record<string, unknown> {
  return {
    openapi: "3.1.0",
    info: {
      title: "Parley",
      version: documentVersion(),
      description:
        "Every operation of Parley over HTTP. The same operations can be called on the socket `/v1/connect`, which also pushes events: see the AsyncAPI document.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/", description: "This server." }],
    tags: groupNames().map((name) => ({ name })),
    paths: Object.fromEntries(
      Object.values(methods).map((method: Method) => [`/v1/${method.name}`, { post: operation(method) }]),
    ),
    components: {
      schemas: namedSchemas(),
      securitySchemes: { accessToken: { type: "http", scheme: "bearer", bearerFormat: "JWT" } },
    },
  };
}

/** Protocol version and revision, as the generated documents carry it: `1.3`. */
export function documentVersion(): string {
  return `${protocolVersion}.${versionHistory.at(-1)?.revision ?? 0}`;
}

/** First words of the operations' names, in order of declaration: `account`, `message` ... */
export function groupNames(): readonly string[] {
  return [...new Set(Object.keys(methods).map(groupName))];
}

export function groupName(operationName: string): string {
  return operationName.slice(0, operationName.indexOf("."));
}

function operation(method: Method): Record<string, unknown> {
  return {
    operationId: method.name,
    tags: [groupName(method.name)],
    summary: method.summary,
    ...(method.callers === "anyone" ? {} : { security: [{ accessToken: [] }] }),
    "x-rate": method.rate,
    requestBody: {
      required: true,
      content: {
        "application/json": {
          schema: withReferences(method.params),
          example: exampleOf(method.params as unknown as Record<string, unknown>),
        },
      },
    },
    responses: {
      "200": {
        description: "The result.",
        content: { "application/json": { schema: withReferences(method.result) } },
      },
      ...Object.fromEntries(
        [...errorsByStatus(method)].map(([status, codes]) => [String(status), errorResponse(codes)]),
      ),
    },
  };
}

function errorResponse(codes: readonly ErrorCode[]): Record<string, unknown> {
  const lines = codes.map((code) => `- \`${code}\`: ${errorCodes[code].text}`);
  return {
    description: lines.join("\n"),
    content: {
      "application/json": {
        schema: {
          type: "object",
          required: ["error"],
          properties: { error: { $ref: "#/components/schemas/Error" } },
        },
      },
    },
  };
}
