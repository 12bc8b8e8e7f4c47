/** Remembers a bounded number of things for a bounded time, and asks for each once at a time. */
import type { Clock } from "../../engine/ports/clock.ts";
import type { Cache } from "../dialect.ts";

interface Entry<V> {
  readonly value: Promise<V>;
  loaded: V | undefined;
  isLoaded: boolean;
  readonly until: number;
}

export function createCache<K, V>(clock: Clock, bounds: { max: number; ttlMs: number }): Cache<K, V> {
  // In the order of asking: the first is the oldest.
  const entries = new Map<K, Entry<V>>();
  const cache: Cache<K, V> = {
    get(key, load) {
      const now = clock.elapsedMs();
      const known = entries.get(key);
      if (known !== undefined && known.until > now) {
        // Who waits for somebody else's asking asks in their own name when that one is refused.
        return known.isLoaded ? known.value : known.value.catch(() => cache.get(key, load));
      }
      const value = load();
      const entry: Entry<V> = { value, loaded: undefined, isLoaded: false, until: now + bounds.ttlMs };
      entries.delete(key);
      entries.set(key, entry);
      if (entries.size > bounds.max) {
        const [oldest] = entries.keys();
        entries.delete(oldest as K);
      }
      value.then(
        (loaded) => {
          entry.loaded = loaded;
          entry.isLoaded = true;
        },
        // A failure is not remembered.
        () => {
          if (entries.get(key) === entry) entries.delete(key);
        },
      );
      return value;
    },
    known(key) {
      const entry = entries.get(key);
      return entry !== undefined && entry.until > clock.elapsedMs() ? entry.loaded : undefined;
    },
    forget: (key) => {
      entries.delete(key);
    },
  };
  return cache;
}
