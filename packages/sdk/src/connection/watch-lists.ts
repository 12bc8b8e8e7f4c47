import { limits } from "@parley/protocol/limits";

/** `presence.watch` replaces the list of a connection, and several tabs share one: the server is told all their lists. */
export class WatchLists {
  readonly #byTab = new Map<string, readonly number[]>();

  merge(tab: string, op: string, args: unknown): unknown {
    if (op !== "presence.watch") return args;
    this.#byTab.set(tab, (args as { userIds: number[] }).userIds);
    const userIds = [...new Set([...this.#byTab.values()].flat())];
    return { userIds: userIds.slice(-limits.presenceWatchMax) };
  }
}
