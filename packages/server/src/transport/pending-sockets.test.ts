import { expect, test } from "bun:test";
import { limits } from "@parley/protocol";
import { createPendingSockets } from "./pending-sockets.ts";
import type { Session } from "./session.ts";

test("[CON-3] [INV-23] a socket that has not said hello within 10 s is closed with 4001, others are not", () => {
  let now = 1_000_000;
  let wallMs = 1_000_000;
  const pending = createPendingSockets({ now: () => wallMs, elapsedMs: () => now }, 100);
  const closed: [string, number][] = [];
  const open = (address: string): Session => ({
    socket: {
      send: () => 1,
      ping: () => {},
      close: (code) => closed.push([address, code]),
      bufferedBytes: () => 0,
    },
    address,
    openedAt: now,
    isGreeting: false,
    isClosed: false,
    live: null,
    openCalls: 0,
    unreadable: 0,
    heardAt: now,
  });
  const [silent, greeted] = [open("silent"), open("greeted")];
  for (const session of [silent, greeted]) pending.add(session);
  now += 5_000;
  const later = open("later");
  pending.add(later);
  pending.remove(greeted);
  now += limits.helloTimeoutMs - 5_001;
  pending.sweep();
  expect(closed).toEqual([]);
  now += 1;
  // INV-23: that the machine's clock was set back a day changes nothing.
  wallMs -= 86_400_000;
  pending.sweep();
  expect(closed).toEqual([["silent", 4001]]);
});
