/**
 * The contract's demo: whatever is said at `/echo` is told to everybody who is there, the one who said it too. Nobody
 * signs in, so it is kept small: few sockets, few words, nothing stored.
 */
import { ParleyError } from "@parley/protocol";
import type { DialectHost, Ending, Frames, Peer, PeerHandler, SocketRoute } from "../dialect.ts";
import { refusalFrame } from "./codec.ts";
import { frameText, upgradeRefusal } from "./errors.ts";

/** Nobody stays longer than that. */
const stayMsMax = 3_600_000;
/** Of all together in a second. */
const framesPerSecondMax = 50;

export function echoRoute({ clock }: DialectHost, socketsMax: number): SocketRoute {
  const peers = new Set<Peer>();
  let second = 0;
  let frames = 0;

  function countFrame(): void {
    const now = Math.floor(clock.elapsedMs() / 1_000);
    if (now !== second) frames = 0;
    second = now;
    frames += 1;
    if (frames > framesPerSecondMax) throw new ParleyError("rate_limited");
  }

  function handlerOf(peer: Peer): PeerHandler {
    peers.add(peer);
    return {
      receive(frame): Frames {
        countFrame();
        const text = typeof frame === "string" ? frame : new TextDecoder().decode(frame);
        for (const other of peers) other.send(text);
        return [];
      },
      refuse: (error) => [refusalFrame(frameText(error))],
      translate: () => [],
      ended: () => gone,
      closed: () => void peers.delete(peer),
    };
  }

  return {
    path: "/echo",
    signInMsMax: stayMsMax,
    missed: "never",
    accept: () => (peers.size < socketsMax ? { open: handlerOf } : upgradeRefusal(new ParleyError("busy"))),
  };
}

const gone: Ending = { code: 1000, reason: "" };
