import { expect, test } from "bun:test";
import type { EventFrame } from "@parley/protocol";
import type { CommittedEvent } from "../../engine/ports/committed.ts";
import type { DialectEvent, Frames, PeerHandler, SocketRoute } from "../dialect.ts";
import { Ledger } from "./ledger.ts";
import { OpenPeer, type PeerParts, type PeerSocket } from "./open-peer.ts";
import type { PositionKeeper } from "./position-keeper.ts";
import { createEventSharing, loggedEvent } from "./shared-event.ts";

const actor = { kind: "user", userId: 1, role: "user", sessionId: "s" } as const;
const route: SocketRoute = {
  path: "/x",
  missed: "onEnter",
  accept: () => {
    throw new Error("not asked");
  },
};

function sent(rev: number): CommittedEvent & { readonly frame: EventFrame } {
  const frame: EventFrame = {
    ...{ ev: "message.sent", conversationId: 7, rev, seq: rev, id: `m${rev}`, senderId: 1, sentAt: 5 },
    content: { type: "text", text: `text ${rev}` },
  };
  return { conversationId: 7, rev, text: JSON.stringify(frame), frame };
}

/** A peer whose catch-up goes on when it is told to; what was translated, and what was written. */
function openPeer(catchUp: (peer: OpenPeer, ledger: Ledger) => Promise<void>) {
  const translated: string[] = [];
  const written: string[] = [];
  const positions = { wasHeardLive: () => false } as unknown as PositionKeeper;
  const parts: PeerParts = {
    ...{ share: createEventSharing(), schedule: () => undefined, enter: () => true, leave: () => undefined },
    newLedger: (userId) => new Ledger(userId, "x", positions),
    catchUp,
    ...{ now: () => 0, time: () => 1, newId: () => "id" },
    report(error) {
      throw error;
    },
  };
  const socket: PeerSocket = {
    write: (frames) => written.push(...frames) > 0,
    ...{ send: () => 1, ping: () => undefined, close: () => undefined, bufferedBytes: () => 0 },
  };
  const handler: PeerHandler = {
    ...{ receive: () => [], refuse: () => [], ended: () => ({ code: 1000, reason: "" }) },
    async translate({ frame }: DialectEvent): Promise<Frames> {
      const said = frame.ev === "message.sent" && frame.content?.type === "text" ? frame.content.text : "";
      translated.push(said);
      return [said];
    },
  };
  const peer = new OpenPeer(parts, route, socket, "");
  peer.handler = handler;
  return { peer, translated, written };
}

test("[DIA-8] [DIA-10] an event that comes while a catch-up tells it from the log is made and told once, and later ones after it", async () => {
  const going = Promise.withResolvers<void>();
  const done = Promise.withResolvers<void>();
  const { peer, translated, written } = openPeer(async (caughtUp, ledger) => {
    await going.promise;
    const since = { enteredAt: 1, isOfUntold: false };
    for (const rev of [1, 2]) await caughtUp.tellMissed(loggedEvent(sent(rev).frame, since), ledger);
    ledger.caughtUp("mark");
    done.resolve();
  });
  peer.enter(actor);
  for (const rev of [2, 3, 4]) peer.push(sent(rev));
  going.resolve();
  await done.promise;
  await Bun.sleep(0);
  peer.push(sent(5));
  await Bun.sleep(0);
  peer.flush();
  const all = [1, 2, 3, 4, 5].map((rev) => `text ${rev}`);
  expect(translated).toEqual(all);
  expect(written).toEqual(all);
});
