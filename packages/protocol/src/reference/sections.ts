/** What the reference says, as data: the Markdown pages and the HTML page are two renderings of it. */
import type { Method, Push } from "../define.ts";
import { helloParams, helloResult } from "../frames.ts";
import { methods } from "../methods.ts";
import { pushes } from "../pushes.ts";
import { exampleOf } from "./examples.ts";
import { type Field, fieldsOf } from "./fields.ts";
import { groupName, groupNames, routeGroup } from "./openapi.ts";
import { operationErrors } from "./operation-errors.ts";
import { type Route, routes } from "./routes.ts";

export interface Entry {
  readonly name: string;
  readonly summary: string;
  /** Short facts: who may call it, its rate, the kind of push. */
  readonly facts: readonly string[];
  readonly tables: readonly { readonly title: string; readonly fields: readonly Field[] }[];
  readonly examples: readonly { readonly title: string; readonly text: string }[];
  readonly errors: readonly string[];
}

export interface Section {
  readonly title: string;
  readonly entries: readonly Entry[];
}

export function operationSections(): readonly Section[] {
  const all: readonly Method[] = Object.values(methods);
  const groups = groupNames().map((group) => ({
    title: group,
    entries: all.filter((method) => groupName(method.name) === group).map(operationEntry),
  }));
  return [
    { title: "connection", entries: [helloEntry()] },
    ...groups,
    { title: routeGroup, entries: routes.map(routeEntry) },
  ];
}

export function pushSection(): Section {
  const all: readonly Push[] = Object.values(pushes);
  return { title: "pushes", entries: all.map(pushEntry) };
}

function helloEntry(): Entry {
  const args = exampleOf(plain(helloParams));
  return {
    name: "hello",
    summary: "The first call on a socket; exists there alone. Everything else waits for its reply.",
    facts: ["Socket only", "Within 10 seconds"],
    tables: [
      { title: "Arguments", fields: fieldsOf(helloParams) },
      { title: "Result", fields: fieldsOf(helloResult) },
    ],
    examples: [
      { title: "Call", text: JSON.stringify({ id: 1, op: "hello", args }) },
      { title: "Reply", text: JSON.stringify({ id: 1, ok: exampleOf(plain(helloResult)) }) },
    ],
    errors: ["unauthenticated", "token_expired", "version_unsupported"],
  };
}

function operationEntry(method: Method): Entry {
  const args = JSON.stringify(exampleOf(plain(method.params)));
  const token = method.callers === "anyone" ? "" : ' -H "Authorization: Bearer $TOKEN"';
  return {
    name: method.name,
    summary: method.summary,
    facts: [
      method.callers === "anyone" ? "No token needed" : `For ${method.callers.join(", ")}`,
      `${method.rate.perMinute} a minute, ${method.rate.burst} at once`,
    ],
    tables: [
      { title: "Arguments", fields: fieldsOf(method.params) },
      { title: "Result", fields: fieldsOf(method.result) },
    ],
    examples: [
      { title: "HTTP", text: `curl -X POST $URL/v1/${method.name}${token} -d '${args}'` },
      { title: "Socket", text: `{"id":2,"op":"${method.name}","args":${args}}` },
      { title: "Result", text: JSON.stringify(exampleOf(plain(method.result)), null, 2) },
    ],
    errors: operationErrors(method),
  };
}

function routeEntry(route: Route): Entry {
  const { answer, body, errors, example, method, others = {}, parameters, path, summary } = route;
  const answers = [[answer.status, answer.about] as const, ...Object.entries(others)];
  const places = { path: "In the path.", query: "In the query.", header: "A header." };
  const bodyFields = body === undefined ? [] : fieldsOf(body.schema);
  const tables = [
    {
      title: "Parameters",
      fields: parameters.map(({ about, isRequired, name, type, in: place }) => ({
        ...{ name, type, isRequired, description: `${places[place]} ${about}` },
      })),
    },
    { title: "Body", fields: bodyFields },
    { title: "Result", fields: answer.schema === undefined ? [] : fieldsOf(answer.schema) },
  ];
  return {
    name: `${method.toUpperCase()} ${path}`,
    summary,
    facts: [
      route.needsToken ? "For who has a token" : "No token needed",
      ...(body === undefined ? [] : [body.type]),
      ...answers.map(([status, about]) => `${status}: ${about}`),
    ],
    tables: tables.filter(({ fields }) => fields.length > 0),
    examples: [{ title: "HTTP", text: example }],
    errors,
  };
}

function pushEntry(push: Push): Entry {
  const meaning = {
    event: "Event: committed, in the conversation's log",
    signal: "Signal: lossy, never stored",
    connection: "About this connection",
  } as const;
  return {
    name: push.name,
    summary: push.summary,
    facts: [meaning[push.kind]],
    tables: [{ title: "Fields", fields: fieldsOf(push.body) }],
    examples: [
      { title: "Frame", text: JSON.stringify({ ev: push.name, ...(exampleOf(plain(push.body)) as object) }) },
    ],
    errors: [],
  };
}

function plain(schema: unknown): Record<string, unknown> {
  return schema as Record<string, unknown>;
}
