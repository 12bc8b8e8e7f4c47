/** What a device does while the server lives, chosen by its own seeded source: mostly sending. */
import type { Device } from "./device.ts";
import type { SendRecord } from "./history.ts";
import type { Random } from "./random.ts";

export interface WorkloadOptions {
  readonly random: Random;
  /** The conversations it talks in. */
  readonly conversationIds: readonly number[];
  /** Whom it may open conversations with. */
  readonly userIds: readonly number[];
  readonly now: () => number;
}

/** Between two acts of one device. */
const thinkMsMin = 10;
const thinkMsMax = 100;

/** A device that has this many unconfirmed messages waits. */
const waitingSendsMax = 20;
const recentMax = 30;
/** How far ahead messages are scheduled: often the server is killed before or while it sends them. */
const aheadMsMax = 800;

export class Workload {
  readonly #device: Device;
  readonly #options: WorkloadOptions;
  /** Own messages of late: to be repeated, forged, recalled. */
  #recent: SendRecord[] = [];
  #isStopped = false;

  constructor(device: Device, options: WorkloadOptions) {
    this.#device = device;
    this.#options = options;
  }

  /** Acts until it is stopped; does nothing while there is no connection. */
  async run(): Promise<void> {
    const { random } = this.#options;
    while (!this.#isStopped) {
      await Bun.sleep(random.integer(thinkMsMin, thinkMsMax));
      if (this.#device.isOnline && !this.#isStopped) this.#act();
    }
  }

  stop(): void {
    this.#isStopped = true;
  }

  #act(): void {
    const { conversationIds, random } = this.#options;
    const choice = random.next();
    const conversationId = random.pick(conversationIds);
    if (choice < 0.6) this.#send(random.integer(1, 3));
    else if (choice < 0.68) this.#repeat();
    else if (choice < 0.76) this.#recall();
    else if (choice < 0.84) void this.#device.list(conversationId, null, random.integer(1, 30));
    else if (choice < 0.9)
      void this.#device.list(conversationId, random.integer(1, 200), random.integer(1, 30));
    else if (choice < 0.96)
      void this.#device.range(conversationId, random.integer(0, this.#device.view.lastRev(conversationId)));
    else if (choice < 0.97) this.#forge();
    else if (choice < 0.99) this.#schedule();
    else this.#open();
  }

  #send(count: number): void {
    const { conversationIds, now, random } = this.#options;
    for (let sent = 0; sent < count && this.#device.waitingSends < waitingSendsMax; sent += 1) {
      const record = this.#device.send(random.pick(conversationIds), random.uuid(now()));
      // As an impatient double click does.
      if (random.chance(0.1)) void this.#device.attempt(record);
      this.#recent = [...this.#recent.slice(-recentMax + 1), record];
    }
  }

  #repeat(): void {
    const record = this.#pickConfirmed();
    if (record !== null) void this.#device.attempt(record);
  }

  #forge(): void {
    const record = this.#pickConfirmed();
    if (record !== null) void this.#device.forge(record);
  }

  #schedule(): void {
    const { conversationIds, now, random } = this.#options;
    const sendAt = now() + random.integer(0, aheadMsMax);
    void this.#device.schedule(random.pick(conversationIds), random.uuid(now()), sendAt);
  }

  #recall(): void {
    const record = this.#pickConfirmed();
    if (record !== null) void this.#device.recall(record);
  }

  #pickConfirmed(): SendRecord | null {
    const confirmed = this.#recent.filter(({ attempts }) =>
      attempts.some(({ outcome }) => outcome?.status === "ok"),
    );
    return confirmed.length === 0 ? null : this.#options.random.pick(confirmed);
  }

  /** A new conversation now and then, so that kills also hit its making (INV-20). */
  #open(): void {
    const { random, userIds } = this.#options;
    if (random.chance(0.5))
      void this.#device.call("conversation.openDirect", { userId: random.pick(userIds) });
    else if (random.chance(0.3))
      void this.#device.call("group.create", { memberIds: [random.pick(userIds), random.pick(userIds)] });
  }
}
