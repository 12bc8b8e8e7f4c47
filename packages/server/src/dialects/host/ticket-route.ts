/** `POST /v1/ticket`: a one-use ticket for `?token=`, for who brings a token in a header (DIA-4). */
import { errorCodes, ParleyError } from "@parley/protocol";
import type { Authentication } from "./authentication.ts";
import type { Incoming } from "./dialects.ts";
import type { Tickets } from "./tickets.ts";

export interface TicketRoute {
  readonly path: string;
  handle(incoming: Incoming): Promise<Response>;
}

export function ticketRoute(tickets: Tickets, { authenticate }: Authentication): TicketRoute {
  return {
    path: "/v1/ticket",
    async handle({ address, request, ...incoming }) {
      const headers = { "cache-control": "no-store", ...incoming.corsHeaders() };
      try {
        const originRefusal = incoming.originRefusal();
        if (originRefusal !== null) throw originRefusal;
        if (request.method === "OPTIONS") return new Response(null, { status: 204, headers });
        if (request.method !== "POST") throw new ParleyError("bad_request", { message: "Use POST." });
        const token = bearerOf(request) ?? request.headers.get("token");
        if (token === null) throw new ParleyError("unauthenticated");
        const actor = await authenticate(token, address);
        return Response.json(tickets.issue(actor, request.headers.get("origin")), { headers });
      } catch (error) {
        if (!(error instanceof ParleyError)) throw error;
        return Response.json({ error: error.toWire() }, { status: errorCodes[error.code].status, headers });
      }
    },
  };
}

export function bearerOf(request: Request): string | null {
  return /^Bearer (\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1] ?? null;
}
