import type { StickerPack } from "@parley/protocol";
import type { Call } from "../calls.ts";
import { Cell } from "./cell.ts";

interface Options {
  readonly call: Call;
  readonly isOnline: () => boolean;
}

/**
 * The packs the user can send from, in the order of the server; null until they are known. Asked for when somebody begins
 * to look, and while somebody has looked with each connection and each word of the feed (STK-10).
 */
export class StickerPacks extends Cell<readonly StickerPack[] | null> {
  readonly #options: Options;
  #isWanted = false;
  /** Of the newest asking: an answer to one before it says nothing any more. */
  #asking = 0;

  constructor(options: Options) {
    super(null);
    this.#options = options;
  }

  override subscribe(listener: (packs: readonly StickerPack[] | null) => void): () => void {
    this.#isWanted = true;
    this.check();
    return super.subscribe(listener);
  }

  /** They may have changed. */
  check(): void {
    if (!this.#isWanted || !this.#options.isOnline()) return;
    this.#asking += 1;
    const asking = this.#asking;
    this.#options.call("stickerPack.list", {}).then(
      ({ packs }) => {
        if (asking === this.#asking) this.set(packs);
      },
      // Without connection: the next one asks again.
      () => undefined,
    );
  }

  /** Another user. */
  reset(): void {
    this.#asking += 1;
    this.set(null);
  }
}
