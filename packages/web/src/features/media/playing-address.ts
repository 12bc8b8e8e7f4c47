/**
 * The address by which a film or a voice plays. Invariant: it stays while it works, because a player that is given
 * another one begins anew; where it does not hold any more, or the server was away, the player goes on at its place.
 */
import { createEffect, createSignal, untrack } from "solid-js";
import type { App } from "../../app/app-context.ts";
import { mediaUrl, renewedMediaUrl } from "./media-links.ts";

export interface PlayingAddress {
  /** Undefined until it is known, null where there is none for this user. */
  address(): string | null | undefined;
  /** For `error` of the player. */
  onError(player: HTMLMediaElement): void;
  /** For `loadedmetadata`. */
  onLoaded(player: HTMLMediaElement): void;
}

interface Stop {
  readonly player: HTMLMediaElement;
  readonly seconds: number;
  readonly isPlaying: boolean;
}

/** A file that breaks again at the same place is broken itself. */
const triesMax = 3;

export function createPlayingAddress(app: App, id: () => string): PlayingAddress {
  const link = () => mediaUrl(app, id());
  const [address, setAddress] = createSignal(untrack(link));
  const [stop, setStop] = createSignal<Stop | null>(null);
  let place: Stop | null = null;
  let tries = 0;

  createEffect(() => {
    const newest = link();
    const current = untrack(address);
    // Another address of the same file waits until it is needed.
    if (newest == null || current == null || !isSameFile(newest, current)) setAddress(newest);
  });

  async function goOn({ player }: Stop): Promise<void> {
    const newest = await renewedMediaUrl(app, id());
    if (newest !== address()) setAddress(newest);
    else player.load();
  }

  createEffect(() => {
    const stopped = stop();
    if (stopped === null || app.connection().status !== "online") return;
    setStop(null);
    // Without connection it is tried once more by the next error, which a click brings.
    goOn(stopped).catch(() => undefined);
  });

  return {
    address,
    onError(player) {
      const seconds = player.currentTime || (place?.seconds ?? 0);
      tries = place === null || seconds > place.seconds + 1 ? 1 : tries + 1;
      if (tries > triesMax) return;
      place = { player, seconds, isPlaying: !player.paused };
      setStop(place);
    },
    onLoaded(player) {
      if (place === null || player.currentTime >= place.seconds) return;
      player.currentTime = place.seconds;
      if (place.isPlaying) player.play().catch(() => undefined);
    },
  };
}

/** Two addresses of one file differ by what comes behind its path. */
function isSameFile(one: string, other: string): boolean {
  return one.split("?", 1)[0] === other.split("?", 1)[0];
}
