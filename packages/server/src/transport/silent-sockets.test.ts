import { expect, test } from "bun:test";
import type { Session } from "./session.ts";
import { createSilentSocketSweep } from "./silent-sockets.ts";

test("[CON-12] [F-21] [INV-23] one sweep asks sockets that finish no frame, and closes those that do not answer", () => {
  let now = 0;
  let wallMs = 0;
  const told: string[] = [];
  const open = (name: string): Session => ({
    socket: {
      send: () => 1,
      ping: () => told.push(`${name} asked`),
      close: (code) => told.push(`${name} closed with ${code}`),
      bufferedBytes: () => 0,
    },
    address: name,
    openedAt: 0,
    isGreeting: false,
    isClosed: false,
    live: null,
    openCalls: 0,
    unreadable: 0,
    heardAt: 0,
  });
  const [mute, answering, busy] = [open("mute"), open("answering"), open("busy")];
  const sessions = new Set([mute, answering, busy]);
  const sweep = createSilentSocketSweep({ now: () => wallMs, elapsedMs: () => now }, sessions);
  for (; now <= 240_000; now += 10_000) {
    // INV-23: the machine's clock is set forward a day each time, which makes nobody silent.
    wallMs += 86_400_000;
    busy.heardAt = now;
    if (told.includes("answering asked")) answering.heardAt = now;
    sweep();
    if (told.includes("mute closed with 1002")) sessions.delete(mute);
  }
  expect(told).toEqual(["mute asked", "answering asked", "mute asked", "mute closed with 1002"]);
});
