/**
 * The open sockets of one dialect, by user and by route, and the one sweep that looks after all of them: who has not
 * signed in, who is silent, whom to ping (DIA-9). No socket has a timer of its own.
 */
import type { Clock } from "../../engine/ports/clock.ts";
import type { Heartbeat } from "../dialect.ts";
import type { OpenPeer } from "./open-peer.ts";

const signInMsMax = 10_000;
/** Whoever says nothing at all, not even in answer to a ping, is gone (F-16, F-21). */
const askAfterMs = 150_000;
const closeAfterMs = 210_000;
const sweepIntervalMs = 1_000;
const noPeers: readonly OpenPeer[] = [];

export interface Peers {
  opened(peer: OpenPeer): void;
  entered(peer: OpenPeer): void;
  closed(peer: OpenPeer): void;
  ofUser(userId: number): readonly OpenPeer[];
  all(): Iterable<OpenPeer>;
  /** Sockets of an address that have not signed in. */
  pendingOf(address: string): number;
  sweep(): void;
  readonly size: number;
}

export function createPeers(clock: Clock): Peers {
  const open = new Set<OpenPeer>();
  const byUser = new Map<number, readonly OpenPeer[]>();
  const pending = new Map<string, number>();
  let sweptAt = clock.elapsedMs();

  function count(address: string, more: number): void {
    const left = (pending.get(address) ?? 0) + more;
    if (left > 0) pending.set(address, left);
    else pending.delete(address);
  }

  return {
    opened(peer) {
      open.add(peer);
      count(peer.address, 1);
    },
    entered(peer) {
      const userId = peer.user?.userId;
      if (userId === undefined) return;
      count(peer.address, -1);
      byUser.set(userId, [...(byUser.get(userId) ?? noPeers), peer]);
    },
    closed(peer) {
      if (!open.delete(peer)) return;
      const userId = peer.user?.userId;
      if (userId === undefined) {
        count(peer.address, -1);
        return;
      }
      const rest = (byUser.get(userId) ?? noPeers).filter((other) => other !== peer);
      if (rest.length === 0) byUser.delete(userId);
      else byUser.set(userId, rest);
    },
    ofUser: (userId) => byUser.get(userId) ?? noPeers,
    *all() {
      for (const peer of open) if (peer.user !== null) yield peer;
    },
    pendingOf: (address) => pending.get(address) ?? 0,
    sweep() {
      const now = clock.elapsedMs();
      if (now - sweptAt < sweepIntervalMs) return;
      sweptAt = now;
      for (const peer of open) sweepOne(peer, now);
    },
    get size() {
      return open.size;
    },
  };
}

function sweepOne(peer: OpenPeer, now: number): void {
  const { heartbeat } = peer.route;
  if (peer.user === null) {
    if (now - peer.openedAt > (peer.route.signInMsMax ?? signInMsMax)) {
      peer.close({ code: 4001, reason: "not signed in" });
    }
    return;
  }
  if (heartbeat !== undefined) sweepHeartbeat(peer, heartbeat, now);
  const silentMs = now - peer.aliveAt;
  if (silentMs > closeAfterMs) peer.close({ code: 1002, reason: "silent" });
  else if (silentMs > askAfterMs) peer.ping();
}

function sweepHeartbeat(peer: OpenPeer, { close, ping, silentMsMax }: Heartbeat, now: number): void {
  if (silentMsMax > 0 && now - peer.heardAt > silentMsMax) {
    peer.close(close);
    return;
  }
  if (ping === undefined || now - peer.pingedAt < ping.everyMs) return;
  peer.pingedAt = now;
  peer.send(ping.frame);
}
