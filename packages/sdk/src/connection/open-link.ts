import type { ClientOptions } from "../api.ts";
import type { LockPort, Platform } from "../platform/platform.ts";
import type { SessionKeeper } from "../session/session-keeper.ts";
import type { Link, LinkHandlers } from "./link.ts";
import { lonePeers } from "./lone-peers.ts";
import type { Peers } from "./peers.ts";
import { SharedLink } from "./shared-link.ts";
import { SocketLink } from "./socket-link.ts";

export interface LinkParts {
  readonly name: string;
  readonly url: string;
  readonly keeper: SessionKeeper;
  readonly platform: Platform;
  readonly handlers: LinkHandlers;
}

/** One connection for all tabs where the platform can share one, otherwise one of this client alone. */
export function openLink(
  options: ClientOptions,
  { name, url, keeper, platform, handlers }: LinkParts,
): { link: Link; peers: Peers; locks: LockPort | null } {
  const openOwn = (own: LinkHandlers) =>
    new SocketLink({
      url: `${url.replace(/^http/, "ws")}/v1/connect`,
      platform,
      credentials: keeper,
      device: () => keeper.device(),
      handlers: own,
    });
  const { locks, openChannel } = platform;
  const mayShare = options.sharesConnection !== false && options.storage !== "memory";
  if (!mayShare || locks === null || openChannel === null) {
    return { link: openOwn(handlers), peers: lonePeers(), locks: null };
  }
  const beforeLeading = () => keeper.reload();
  const channel = openChannel(name);
  const link = new SharedLink({ name, platform, locks, channel, handlers, openOwn, beforeLeading });
  return { link, peers: link, locks };
}
