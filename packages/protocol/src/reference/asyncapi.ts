/** The socket `/v1/connect` as an AsyncAPI 3.0 document: calls and replies, and everything that is pushed. */
import type { Method, Push } from "../define.ts";
import { callId, helloParams, helloResult } from "../frames.ts";
import { methods } from "../methods.ts";
import { pushes } from "../pushes.ts";
import { type JsonSchema, namedSchemas, withReferences } from "./named-schemas.ts";
import { documentVersion } from "./openapi.ts";

const channel = { $ref: "#/channels/connect" };

interface Call {
  readonly name: string;
  readonly summary: string;
  readonly params: unknown;
  readonly result: unknown;
}

const hello: Call = {
  name: "hello",
  summary: "The first call of a connection: who is connecting, and with which protocol version.",
  params: helloParams,
  result: helloResult,
};

export function asyncapiDocument(): Record<string, unknown> {
  const calls: readonly Call[] = [hello, ...Object.values(methods as Record<string, Method>)];
  const told: readonly Push[] = Object.values(pushes);
  return {
    asyncapi: "3.0.0",
    info: {
      title: "Parley",
      version: documentVersion(),
      description:
        "The socket of Parley. A frame is JSON text: one object or an array of objects. `hello` comes first; from its reply on, events are pushed.",
      license: { name: "Apache-2.0" },
    },
    defaultContentType: "application/json",
    channels: {
      connect: {
        address: "/v1/connect",
        messages: {
          ...Object.fromEntries(calls.flatMap((call) => [callMessage(call), replyMessage(call)])),
          error: { name: "error", summary: "A call failed.", payload: errorPayload() },
          ...Object.fromEntries(told.map((push) => [push.name, pushMessage(push)])),
        },
      },
    },
    operations: {
      ...Object.fromEntries(calls.map((call) => [call.name, callOperation(call)])),
      ...Object.fromEntries(told.map((push) => [`push.${push.name}`, pushOperation(push)])),
    },
    components: { schemas: namedSchemas() },
  };
}

function callMessage({ name, summary, params }: Call): [string, unknown] {
  const payload = envelope({ id: callId, op: { const: name }, args: withReferences(params) });
  return [name, { name, summary, payload }];
}

function replyMessage({ name, result }: Call): [string, unknown] {
  return [
    `${name}.reply`,
    { name: `${name}.reply`, payload: envelope({ id: callId, ok: withReferences(result) }) },
  ];
}

function errorPayload(): JsonSchema {
  return envelope({
    id: { type: ["integer", "null"], description: "Null when the frame could not be read." },
    error: { $ref: "#/components/schemas/Error" },
  });
}

function pushMessage(push: Push): unknown {
  const body = withReferences(push.body) as { properties?: object; required?: readonly string[] };
  return {
    name: push.name,
    summary: push.summary,
    tags: [{ name: push.kind }],
    payload: {
      type: "object",
      required: ["ev", ...(body.required ?? [])],
      properties: { ev: { const: push.name }, ...body.properties },
    },
  };
}

function callOperation({ name, summary }: Call): unknown {
  return {
    action: "receive",
    channel,
    summary,
    messages: [{ $ref: `#/channels/connect/messages/${name}` }],
    reply: {
      channel,
      messages: [
        { $ref: `#/channels/connect/messages/${name}.reply` },
        { $ref: "#/channels/connect/messages/error" },
      ],
    },
  };
}

function pushOperation({ name, summary }: Push): unknown {
  return { action: "send", channel, summary, messages: [{ $ref: `#/channels/connect/messages/${name}` }] };
}

function envelope(properties: Record<string, unknown>): JsonSchema {
  return { type: "object", required: Object.keys(properties), properties };
}
