/** The mails a test server wrote into its outbox folder. */
import { existsSync, mkdirSync, readdirSync, readFileSync, watch } from "node:fs";
import { join } from "node:path";
import type { TestServer } from "./test-server.ts";

export interface ReadMail {
  readonly file: string;
  readonly to: string;
  readonly subject: string;
}

export class Mailbox {
  readonly #folder: string;

  constructor(server: Pick<TestServer, "folder">) {
    this.#folder = join(server.folder, "outbox");
    mkdirSync(this.#folder, { recursive: true });
  }

  /** Those to an address, the oldest first. */
  to(address: string): ReadMail[] {
    if (!existsSync(this.#folder)) return [];
    return readdirSync(this.#folder)
      .filter((file) => file.endsWith(".eml"))
      .sort()
      .map((file) => ({ file, ...headers(readFileSync(join(this.#folder, file), "utf8")) }))
      .filter((mail) => mail.to.toLowerCase() === address.toLowerCase());
  }

  /** Waits until there are as many to the address, and answers the newest. */
  async newest(address: string, count = 1): Promise<ReadMail> {
    for (;;) {
      const changed = this.#nextChange();
      const mails = this.to(address);
      const last = mails.at(-1);
      if (last !== undefined && mails.length >= count) {
        changed.stop();
        return last;
      }
      await changed.happened;
    }
  }

  /** The code of the newest mail to the address. */
  async code(address: string, count = 1): Promise<string> {
    const { subject } = await this.newest(address, count);
    const [code] = /^[0-9]{6}(?= is your code| 是您在)/.exec(decoded(subject)) ?? [];
    if (code === undefined) throw new Error(`no code in "${subject}"`);
    return code;
  }

  #nextChange(): { happened: Promise<void>; stop(): void } {
    const { promise, resolve } = Promise.withResolvers<void>();
    const watcher = watch(this.#folder, () => {
      watcher.close();
      resolve();
    });
    return { happened: promise, stop: () => watcher.close() };
  }
}

function headers(text: string): { to: string; subject: string } {
  const [head = ""] = text.split("\r\n\r\n", 1);
  const value = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(head)?.[1]?.trim() ?? "";
  return { to: value("To"), subject: value("Subject") };
}

/** Words that are not ASCII travel encoded (RFC 2047). */
function decoded(subject: string): string {
  return subject
    .replace(/\?=\s+=\?/g, "?==?")
    .replace(/=\?utf-8\?b\?([^?]*)\?=/gi, (_, base64: string) => Buffer.from(base64, "base64").toString());
}
