/** Who asks: the contract's check of tokens, in its order, before anything below `/api/chat`. */
import { ParleyError } from "@parley/protocol";
import type { UserActor } from "../../engine/actor.ts";
import type { Caller, DialectHost, DialectRequest, Route } from "../dialect.ts";
import { refused, tokenInvalid, tokenMissing, userGone, visitorRefused } from "./errors.ts";
import type { Files } from "./files.ts";

/** Somebody whose token holds. */
export interface Session {
  readonly actor: UserActor;
  readonly caller: Caller;
  /** A guest, or an account that came in as one: only what the contract opens to visitors. */
  readonly isVisitor: boolean;
}

type Handle = (request: DialectRequest, session: Session) => Promise<Response> | Response;

export interface Guard {
  /** For accounts alone. */
  user(method: Route["method"], path: string, handle: Handle): Route;
  /** For visitors too. */
  visitor(method: Route["method"], path: string, handle: Handle): Route;
  /** @throws ParleyError in the contract's words */
  session(request: DialectRequest): Promise<Session>;
}

/** Said in a token of an account that came in as a visitor. */
export const visitorClaim = "visitor";

export function createGuard(host: DialectHost, files: Files): Guard {
  async function session(request: DialectRequest): Promise<Session> {
    const { isInAddress, token } = await tokenOf(request);
    if (token === "") throw refused(tokenMissing);
    try {
      const actor = isInAddress
        ? await host.authenticateUrl(token, request)
        : await host.authenticate(token, request.address);
      const caller = { actor, address: request.address };
      return { actor, caller, isVisitor: actor.role === "guest" || saysVisitor(token) };
    } catch (error) {
      if (!(error instanceof ParleyError && error.code === "unauthenticated")) throw error;
      throw refused(isGone(error) ? userGone : tokenInvalid);
    }
  }

  /** Pictures have addresses that their reader can fetch. */
  async function answer(handle: Handle, request: DialectRequest, known: Session): Promise<Response> {
    const response = await handle(request, known);
    if (response.headers.get("content-type")?.startsWith("application/json") !== true) return response;
    const { actor, caller } = known;
    return new Response(await files.withPictures(caller, actor.userId, await response.text()), response);
  }

  return {
    session,
    user: (method, path, handle) => ({
      method,
      path,
      async handle(request) {
        const known = await session(request);
        if (known.isVisitor) throw refused(visitorRefused);
        return answer(handle, request, known);
      },
    }),
    visitor: (method, path, handle) => ({
      method,
      path,
      handle: async (request) => answer(handle, request, await session(request)),
    }),
  };
}

/** In a header first, then in the address, then in the body. */
export async function tokenOf(request: DialectRequest): Promise<{ token: string; isInAddress: boolean }> {
  const header =
    request.header("token") || (request.header("authorization") ?? "").replace(/^Bearer\s+/i, "");
  if (header !== "") return { token: header, isInAddress: false };
  const query = request.query("token") ?? "";
  if (query !== "") return { token: query, isInAddress: true };
  if (request.request.method === "GET") return { token: "", isInAddress: false };
  const isUpload = /upload/i.test(request.route);
  const field = isUpload ? await request.earlyField("token") : (await request.fields()).get("token");
  return { token: typeof field === "string" ? field : "", isInAddress: false };
}

/** Whether the session ended because its user did, or may not come in any more. */
export function isGone({ details }: ParleyError): boolean {
  return details?.because === "disabled" || details?.because === "deleted";
}

/** Of a token that holds: it can only take rights away. */
function saysVisitor(token: string): boolean {
  const [, claims] = token.split(".");
  if (claims === undefined) return false;
  return JSON.parse(Buffer.from(claims, "base64url").toString())[visitorClaim] === true;
}
