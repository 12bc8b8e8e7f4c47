/**
 * Writes what peers have to say once a turn, and asks those that were told something whether they took it. Owns the
 * one timer of all peers.
 */
import type { OpenPeer } from "./open-peer.ts";

/** See Ledger: pings that could not go with what was written follow after this. */
const owedPingMs = 50;

export interface PeerOutbox {
  schedule(peer: OpenPeer): void;
  flush(): void;
}

export function createPeerOutbox(): PeerOutbox {
  let due: OpenPeer[] = [];
  let owing = new Set<OpenPeer>();
  let isFlushScheduled = false;
  let isPingScheduled = false;

  function flush(): void {
    isFlushScheduled = false;
    const peers = due;
    due = [];
    for (const peer of peers) {
      peer.flush();
      if (peer.isOwing) owing.add(peer);
    }
    if (owing.size === 0 || isPingScheduled) return;
    isPingScheduled = true;
    setTimeout(pingOwing, owedPingMs);
  }

  function pingOwing(): void {
    isPingScheduled = false;
    due.push(...owing);
    owing = new Set();
    flush();
  }

  return {
    schedule(peer) {
      due.push(peer);
      if (isFlushScheduled) return;
      isFlushScheduled = true;
      setImmediate(flush);
    },
    flush,
  };
}
