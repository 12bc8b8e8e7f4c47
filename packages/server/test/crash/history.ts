/**
 * What the clients of a crash test did and were told. Owns the record and nothing else: checks.ts judges it. Steps
 * count everything that happens in the driver, so that of two records the one with the smaller step came first.
 */

/** How a call ended, as its caller knows it. `unknown`: the connection died before the reply. */
export type Outcome =
  | { readonly status: "ok"; readonly rev: number; readonly seq: number; readonly sentAt: number }
  | { readonly status: "error"; readonly code: string }
  | { readonly status: "unknown" };

export interface Attempt {
  readonly connection: number;
  readonly invokedAt: number;
  /** Null while it waits. */
  outcome: Outcome | null;
  endedAt: number;
}

/** One message and every attempt to send it. */
export interface SendRecord {
  readonly id: string;
  readonly device: number;
  readonly senderId: number;
  readonly conversationId: number;
  readonly attempts: Attempt[];
  /** Attempts with the same id and another content, which must never become a message (INV-03). */
  readonly forgeries: Attempt[];
}

export interface RecallRecord {
  readonly id: string;
  readonly conversationId: number;
  readonly invokedAt: number;
  /** Null until the server confirmed it. */
  confirmedAt: number | null;
}

/** A message the server was asked to send a moment later. */
export interface ScheduleRecord {
  readonly id: string;
  readonly senderId: number;
  readonly conversationId: number;
  isConfirmed: boolean;
}

/** One request of a webhook, as its receiver saw it. */
export interface DeliveryRecord {
  readonly conversationId: number;
  readonly events: readonly { readonly rev: number; readonly print: number }[];
  /** Whether it was answered that it was taken; whether the server heard that is another matter. */
  readonly isTaken: boolean;
}

/** One file that was uploaded, or begun to be. */
export interface UploadRecord {
  /** Null until the server told it. */
  id: string | null;
  readonly sha256: string;
  isConfirmed: boolean;
  /** Whether its owner asked to remove it, whatever came of that. */
  isRemoved: boolean;
}

/** A file as its owner finds it in the end. */
export interface FileRecord {
  readonly id: string;
  readonly isComplete: boolean;
  readonly sha256: string | null;
  /** Of the bytes that were fetched; null: there were none to fetch. */
  readonly fetchedSha256: string | null;
}

/** A read that showed a message somebody tried to recall, or showed one without content. */
export interface Sighting {
  readonly id: string;
  readonly invokedAt: number;
  readonly endedAt: number;
  readonly hasContent: boolean;
  readonly source: "range" | "list";
}

/** A page of `message.list`: its messages by number and what they were. */
export interface PageRecord {
  readonly conversationId: number;
  readonly invokedAt: number;
  /** Whether it was asked for the newest messages. */
  readonly isNewest: boolean;
  readonly seqs: readonly number[];
  readonly ids: readonly string[];
}

/** What a device's application was given: the events of each conversation in the order in which they were given. */
export interface DeviceRecord {
  readonly device: number;
  readonly userId: number;
  /** By conversation: `rev` and fingerprint of each event, as it was given. */
  readonly given: Map<number, { readonly revs: number[]; readonly prints: number[] }>;
}

/** The `rev` of everything that was pushed on one connection, by conversation, in the order of arrival. */
export interface ConnectionRecord {
  readonly connection: number;
  readonly device: number;
  readonly pushed: Map<number, number[]>;
}

/** What two events have in common when they are the same: everything but a content that may be recalled since. */
export class Fingerprints {
  readonly #numbers = new Map<string, number>();
  readonly #texts: string[] = [];

  numberOf(text: string): number {
    let number = this.#numbers.get(text);
    if (number === undefined) {
      number = this.#texts.length;
      this.#numbers.set(text, number);
      this.#texts.push(text);
    }
    return number;
  }

  textOf(number: number): string {
    return this.#texts[number] ?? "nothing";
  }
}

export class History {
  readonly sends = new Map<string, SendRecord>();
  readonly recalls = new Map<string, RecallRecord>();
  readonly schedules: ScheduleRecord[] = [];
  readonly deliveries: DeliveryRecord[] = [];
  readonly uploads: UploadRecord[] = [];
  readonly files: FileRecord[] = [];
  readonly sightings: Sighting[] = [];
  readonly pages: PageRecord[] = [];
  readonly devices: DeviceRecord[] = [];
  readonly connections: ConnectionRecord[] = [];
  readonly prints = new Fingerprints();
  /** Contents that are not what their sender wrote, and other things no server may say. */
  readonly oddities: string[] = [];
  /** Codes with which a call may be refused for now: `unavailable`, where the database is killed under the server. */
  readonly passingRefusals = new Set<string>();
  /** Sends that were confirmed so far, repetitions included. */
  confirmations = 0;
  #step = 0;

  tick(): number {
    this.#step += 1;
    return this.#step;
  }
}

/** The text of a message: a marker by which it is recognised wherever it appears. */
export function markerOf(id: string): string {
  return `marker ${id}`;
}
