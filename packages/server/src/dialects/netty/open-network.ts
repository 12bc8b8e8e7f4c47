/**
 * A closed test network without accounts: an openid that nobody has is a new guest, and that guest again whenever it
 * comes. Anybody can say any openid here; that is what the option is refused on public addresses for.
 */
import { limits } from "@parley/protocol";
import type { UserActor } from "../../engine/actor.ts";
import type { Caller, DialectHost } from "../dialect.ts";
import { type Mapping, openidNamespace } from "./mapping.ts";

/** The session each guest was given, by which it comes back. */
const sessionNamespace = "netty.session";

export interface OpenNetwork {
  enter(openid: string, userName: string | undefined, address: string): Promise<UserActor>;
}

export function createOpenNetwork(host: DialectHost, mapping: Mapping): OpenNetwork {
  const { externalIds } = host;
  // Of one openid at a time: two sockets of it at once are one guest.
  const entering = new Map<string, Promise<UserActor>>();

  async function comeBack(userId: number, address: string): Promise<UserActor> {
    const sessionId = await externalIds.nameOf(sessionNamespace, userId);
    const actor: UserActor = { kind: "user", userId, role: "guest", sessionId: sessionId ?? "" };
    return host.authenticate(host.issueToken(actor, { kind: "hex" }), address);
  }

  async function comeIn(openid: string, userName: string | undefined, address: string): Promise<UserActor> {
    const known = await externalIds.find(openidNamespace, openid);
    if (known !== null) return comeBack(known, address);
    const anonymous: Caller = { actor: { kind: "anonymous" }, address };
    const nickname = (userName ?? openid).slice(0, limits.nicknameCharsMax);
    const actor = await host.actorOf(await host.call(anonymous, "guest.create", { nickname }));
    await externalIds.keep(sessionNamespace, actor.sessionId, actor.userId);
    const owner = await externalIds.keep(openidNamespace, openid, actor.userId);
    mapping.renamed(openid, owner);
    return owner === actor.userId ? actor : comeBack(owner, address);
  }

  return {
    enter(openid, userName, address) {
      const under = entering.get(openid);
      if (under !== undefined) return under;
      const coming = comeIn(openid, userName, address).finally(() => entering.delete(openid));
      entering.set(openid, coming);
      return coming;
    },
  };
}
