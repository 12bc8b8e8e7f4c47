/** Who calls: the token filter of the contract, for routes in the header `token`, for sockets wherever one fits. */
import { ParleyError } from "@parley/protocol";
import type { UserActor } from "../../engine/actor.ts";
import type { Caller, DialectHost, DialectRequest } from "../dialect.ts";
import { filtered } from "./codec.ts";
import { errorText } from "./errors.ts";

export interface Asked {
  readonly request: DialectRequest;
  readonly caller: Caller;
  readonly actor: UserActor;
}

/** Lets through who has a token; what the handler throws is the route's own. */
export function withToken(host: DialectHost, handle: (asked: Asked) => Promise<Response>) {
  return async (request: DialectRequest): Promise<Response> => {
    const token = request.header("token") ?? "";
    if (token === "") return filtered("token不能为空");
    let actor: UserActor;
    try {
      actor = await host.authenticate(token, request.address);
    } catch (error) {
      if (!(error instanceof ParleyError)) throw error;
      return filtered(errorText(error));
    }
    const caller = { actor, address: request.address };
    const response = await handle({ request, actor, caller });
    const { headers, status } = response;
    return new Response(await host.shownPictures(caller, await response.text()), { headers, status });
  };
}

/** Offered beside the token by clients that do not want it echoed. */
export const subprotocol = "ginroom";

export interface SocketToken {
  readonly actor: UserActor;
  /** What the handshake must echo, or a browser hangs up. */
  readonly protocol?: string;
}

/** The token of a handshake; null when there is none. @throws unauthenticated, token_expired, rate_limited */
export async function socketToken(host: DialectHost, request: DialectRequest): Promise<SocketToken | null> {
  const offered = (request.header("sec-websocket-protocol") ?? "").split(",").map((name) => name.trim());
  const names = offered.filter((name) => name !== "" && name !== subprotocol);
  // Beside a name of the client's own the token is the longer one.
  const inProtocol = names.toSorted((a, b) => b.length - a.length)[0];
  const ownName = names.find((name) => name !== inProtocol);
  const protocol = offered.includes(subprotocol) ? subprotocol : (ownName ?? inProtocol);
  const echoed = protocol === undefined ? {} : { protocol };
  const inHeader = request.header("token") || inProtocol;
  if (inHeader !== undefined) {
    return { actor: await host.authenticate(inHeader, request.address), ...echoed };
  }
  const inQuery = request.query("token") || request.query("tt");
  if (!inQuery) return null;
  return { actor: await host.authenticateUrl(inQuery, request), ...echoed };
}
