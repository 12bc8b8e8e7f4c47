import type { ChannelPort, LockPort } from "../../src/platform/platform.ts";

/** Locks and channels of one browser, whose tabs can be ended without a word. */
export class FakeBrowser {
  readonly #channels = new Map<string, Set<FakeChannel>>();
  readonly #queues = new Map<string, Promise<void>>();

  tab(): FakeTab {
    return new FakeTab(this);
  }

  open(name: string, tab: FakeTab): ChannelPort {
    const channels = this.#channels.get(name) ?? new Set();
    this.#channels.set(name, channels);
    const channel = new FakeChannel(channels, tab);
    channels.add(channel);
    return channel;
  }

  async hold(name: string, whileHeld: () => Promise<void>, cancel: AbortSignal, tab: FakeTab): Promise<void> {
    const before = this.#queues.get(name) ?? Promise.resolve();
    const held = before.then(async () => {
      if (cancel.aborted || tab.isDead) return;
      await Promise.race([whileHeld(), tab.death]);
    });
    this.#queues.set(name, held);
    await held;
  }
}

export class FakeTab {
  readonly locks: LockPort;
  readonly openChannel: (name: string) => ChannelPort;
  readonly death: Promise<void>;
  isDead = false;
  #die: () => void = () => undefined;

  constructor(browser: FakeBrowser) {
    this.death = new Promise((resolve) => {
      this.#die = resolve;
    });
    this.locks = { hold: (name, whileHeld, cancel) => browser.hold(name, whileHeld, cancel, this) };
    this.openChannel = (name) => browser.open(name, this);
  }

  /** From now on nothing it says is heard, and its lock is free. */
  kill(): void {
    this.isDead = true;
    this.#die();
  }
}

class FakeChannel implements ChannelPort {
  onmessage: ((message: unknown) => void) | null = null;
  readonly #channels: Set<FakeChannel>;
  readonly #tab: FakeTab;

  constructor(channels: Set<FakeChannel>, tab: FakeTab) {
    this.#channels = channels;
    this.#tab = tab;
  }

  post(message: unknown): void {
    if (this.#tab.isDead) return;
    const copy = structuredClone(message);
    for (const other of this.#channels) {
      if (other !== this) queueMicrotask(() => other.#hear(structuredClone(copy)));
    }
  }

  close(): void {
    this.#channels.delete(this);
  }

  #hear(message: unknown): void {
    if (!this.#tab.isDead) this.onmessage?.(message);
  }
}
