/** What is answered over HTTP as an OpenAPI 3.1 document: `POST /v1/<operation>` for each operation, and the other routes. */
import type { Method } from "../define.ts";
import { type ErrorCode, errorCodes } from "../errors.ts";
import { methods } from "../methods.ts";
import { protocolVersion } from "../version.ts";
import { versionHistory } from "../version-history.ts";
import { exampleOf } from "./examples.ts";
import { namedSchemas, withReferences } from "./named-schemas.ts";
import { errorsByStatus } from "./operation-errors.ts";
import { type Route, routeErrors, routes } from "./routes.ts";

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
    tags: [...groupNames(), routeGroup].map((name) => ({ name })),
    paths: {
      ...Object.fromEntries(
        Object.values(methods).map((method: Method) => [`/v1/${method.name}`, { post: operation(method) }]),
      ),
      ...routePaths(),
    },
    components: {
      schemas: namedSchemas(),
      securitySchemes: { accessToken: { type: "http", scheme: "bearer", bearerFormat: "JWT" } },
    },
  };
}

/** What the routes are called that are no operations. */
export const routeGroup = "routes";

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
      ...errorResponses(errorsByStatus(method)),
    },
  };
}

function routePaths(): Record<string, unknown> {
  const byPath = Map.groupBy(routes, ({ path }) => path);
  return Object.fromEntries(
    [...byPath].map(([path, some]) => [
      path,
      Object.fromEntries(some.map((route) => [route.method, routeOperation(route)])),
    ]),
  );
}

function routeOperation(route: Route): Record<string, unknown> {
  const { answer, body, method, others = {}, path } = route;
  const content = (type: string, schema: object) => ({ [type]: { schema: withReferences(schema) } });
  return {
    operationId: `${method} ${path}`.replaceAll(/[^\w.]+/g, "-").replace(/-$/, ""),
    tags: [routeGroup],
    summary: route.summary,
    ...(route.needsToken ? { security: [{ accessToken: [] }] } : {}),
    ...(route.parameters.length === 0
      ? {}
      : {
          parameters: route.parameters.map(({ about, isRequired, name, type, in: place }) => ({
            ...{ name, in: place, required: isRequired, description: about, schema: { type } },
          })),
        }),
    ...(body === undefined
      ? {}
      : { requestBody: { required: true, content: content(body.type, body.schema) } }),
    responses: {
      [answer.status]: {
        description: answer.about,
        ...(answer.schema === undefined ? {} : { content: content(answer.type ?? "*/*", answer.schema) }),
      },
      ...Object.fromEntries(
        Object.entries(others).map(([status, about]) => [status, { description: about }]),
      ),
      ...errorResponses(routeErrors(route)),
    },
  };
}

function errorResponses(byStatus: ReadonlyMap<number, readonly ErrorCode[]>): Record<string, unknown> {
  return Object.fromEntries([...byStatus].map(([status, codes]) => [String(status), errorResponse(codes)]));
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
