/** Operations over HTTP: `POST /v1/<operation>` with a JSON body and a bearer token (CALL-1, CALL-2). */
import { errorCodes, limits, ParleyError } from "@parley/protocol";
import { type Actor, anonymous, type UserActor } from "../engine/actor.ts";
import type { EngineReply } from "../engine/engine.ts";
import type { Calls } from "./calls.ts";
import { incomingHookCall } from "./incoming-hooks.ts";

export interface HttpCallsParts {
  readonly calls: Calls;
  authenticate(token: string, address: string): Promise<UserActor>;
}

export interface HttpCalls {
  /** `operation` is the path after `/v1/`. */
  handle(request: Request, operation: string, address: string): Promise<Response>;
}

const jsonHeaders = { "content-type": "application/json", "cache-control": "no-store" };

export function createHttpCalls({ calls, authenticate }: HttpCallsParts): HttpCalls {
  const submit = (actor: Actor, address: string, op: string, argsText: string) =>
    new Promise<EngineReply>((answer) => {
      calls.submit({ actor, address, op, argsText, connection: null, answer });
    });
  return {
    async handle(request, operation, address) {
      try {
        if (request.method !== "POST") throw new ParleyError("bad_request", { message: "Use POST." });
        const text = await readBody(request);
        const hook = incomingHookCall(operation, request.headers.get("content-type") ?? "", text);
        if (hook !== null) {
          const reply = await submit(anonymous, address, hook.operation, hook.argsText);
          return reply.ok ? new Response(reply.text, { headers: jsonHeaders }) : errorResponse(reply.error);
        }
        // After the body, however slowly that came: a session may have ended meanwhile (ACC-6).
        const token = bearerToken(request);
        const actor = token === null ? anonymous : await authenticate(token, address);
        const argsText = text.trim() === "" ? "{}" : text;
        const reply = await submit(actor, address, operation, argsText);
        return reply.ok ? new Response(reply.text, { headers: jsonHeaders }) : errorResponse(reply.error);
      } catch (error) {
        if (error instanceof ParleyError) return errorResponse(error);
        throw error;
      }
    },
  };
}

/** The token a request brings, or null. @throws unauthenticated for what is none */
export function bearerToken(request: Request): string | null {
  const header = request.headers.get("authorization");
  if (header === null) return null;
  const token = /^Bearer ([\w.~+/-]+=*)$/i.exec(header)?.[1];
  if (token === undefined || token.length > limits.tokenBytesMax) throw new ParleyError("unauthenticated");
  return token;
}

export function errorResponse(error: ParleyError): Response {
  const headers: Record<string, string> = { ...jsonHeaders };
  if (error.retryAfterMs !== undefined) headers["retry-after"] = String(Math.ceil(error.retryAfterMs / 1000));
  return new Response(JSON.stringify({ error: error.toWire() }), {
    status: errorCodes[error.code].status,
    headers,
  });
}

/** The body as text, read no further than it may be long: its declared length is not believed. */
async function readBody(request: Request): Promise<string> {
  const declared = Number(request.headers.get("content-length") ?? 0);
  if (declared > limits.bodyBytesMax) throw new ParleyError("payload_too_large");
  if (request.body === null) return "";
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body) {
    length += chunk.byteLength;
    if (length > limits.bodyBytesMax) throw new ParleyError("payload_too_large");
    chunks.push(chunk);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
  } catch (cause) {
    if (cause instanceof TypeError)
      throw new ParleyError("bad_request", { message: "The body is not UTF-8." });
    throw cause;
  }
}
