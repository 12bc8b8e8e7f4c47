import { Cell } from "../state/cell.ts";
import type { Peers } from "./peers.ts";

/** A client that shares its connection with nobody. */
export function lonePeers(): Peers {
  return { isLeader: new Cell(true), post: () => undefined, on: () => undefined };
}
