import { clientLimits } from "@parley/protocol/client-limits";

/** `presence.watch` replaces the list of a connection, and several tabs share one: the server is told all their lists. */
export class WatchLists {
  readonly #byTab = new Map<string, readonly number[]>();

  has(tab: string): boolean {
    return this.#byTab.has(tab);
  }

  set(tab: string, userIds: readonly number[]): void {
    this.#byTab.set(tab, userIds);
  }

  delete(tab: string): void {
    this.#byTab.delete(tab);
  }

  merged(): number[] {
    const userIds = [...new Set([...this.#byTab.values()].flat())];
    return userIds.slice(-clientLimits.presenceWatchMax);
  }
}
