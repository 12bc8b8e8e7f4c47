/** The folder that takes the mails of a server without a mail server: one file a mail, the newest kept. */
import { mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";

/** Older ones are deleted, so that nobody who asks for codes can fill the disk. */
export const outboxFilesMax = 1_000;

export interface OutboxFolder {
  /** Writes the mail whole or not at all. `name` orders the files by age. */
  put(name: string, mail: Uint8Array): Promise<void>;
}

export function createOutboxFolder(folder: string, filesMax = outboxFilesMax): OutboxFolder {
  let puttingLast: Promise<void> = Promise.resolve();

  async function putNow(name: string, mail: Uint8Array): Promise<void> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const path = join(folder, `${name}.eml`);
    const unfinished = `${path}.part`;
    const file = await open(unfinished, "w", 0o600);
    try {
      await file.writeFile(mail);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, path);
    await removeOldest(folder, filesMax);
  }

  return {
    // One after another, so that the count is right.
    put(name, mail) {
      const putting = puttingLast.then(() => putNow(name, mail));
      puttingLast = putting.catch(() => undefined);
      return putting;
    },
  };
}

async function removeOldest(folder: string, filesMax: number): Promise<void> {
  const names = (await readdir(folder)).filter((name) => /\.eml(\.part)?$/.test(name)).sort();
  for (const name of names.slice(0, Math.max(0, names.length - filesMax))) await rm(join(folder, name));
}
