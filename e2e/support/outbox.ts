/** The mails of a server without a mail server: files in its data folder. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { TestServer } from "./server.ts";

/** The code in the newest mail, once there are so many. */
export async function mailedCode(server: TestServer, count: number): Promise<string> {
  const folder = join(server.dataFolder, "outbox");
  const deadline = performance.now() + 10_000;
  for (;;) {
    const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(".eml")).sort();
    if (names.length >= count) {
      const mail = await readFile(join(folder, names.at(-1) ?? ""), "utf8");
      return /\b\d{6}\b/.exec(mail.slice(mail.indexOf("\r\n\r\n")))?.[0] ?? "";
    }
    if (performance.now() > deadline) throw new Error("no mail was written");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
