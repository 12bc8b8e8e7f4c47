import { afterAll, describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { MailLanguage } from "../engine/ports/mail.ts";
import { createMailDelivery } from "./mail-delivery.ts";
import { writeMail } from "./mail-texts.ts";
import { createOutbox } from "./read-outbox.ts";

const data = mkdtempSync(join(tmpdir(), "parley-outbox-"));
afterAll(() => rmSync(data, { recursive: true }));

const mail = (to: string, language: MailLanguage, username: string) => ({
  ...{ to, language, usefulUntil: Number.MAX_SAFE_INTEGER },
  content: { kind: "password_changed", username } as const,
});

describe("the outbox folder read back", () => {
  test("[ADM-10] every mail comes back in its own words, in both languages, the newest first", async () => {
    const serverName = "Παρλεϋ 会话 server with a name so long that the subject takes more than one line";
    let count = 0;
    const deliver = createMailDelivery(
      { mailUrl: "", mailFrom: "", serverName, data },
      () => `mail-${++count}`,
    );
    const outbox = createOutbox({ data, mailUrl: "" });
    expect(await outbox.list(null, 5)).toEqual([]);
    const mails = [
      mail("ann@example.com", "en", "ann"),
      mail("bob@example.com", "zh-CN", "李雷"),
      mail("eve@example.com", "en", "=?utf-8?B?not a word?= =20 & <b>"),
    ];
    for (const one of mails) await deliver(one);
    const listed = await outbox.list(null, 5);
    expect(listed.map(({ name, to }) => [name, to])).toEqual([
      ["mail-3", "eve@example.com"],
      ["mail-2", "bob@example.com"],
      ["mail-1", "ann@example.com"],
    ]);
    for (const [index, one] of mails.entries()) {
      const { subject, text } = writeMail(one, serverName);
      const back = listed[mails.length - 1 - index];
      expect({ subject: back?.subject, text: back?.text.trim() }).toEqual({ subject, text: text.trim() });
      expect(Math.abs((back?.at ?? 0) - Date.now())).toBeLessThan(60_000);
    }
    expect((await outbox.list("mail-3", 1)).map(({ name }) => name)).toEqual(["mail-2"]);
  });

  test("[ADM-10] what is no mail is left out, and with a mail server there is none", async () => {
    writeFileSync(join(data, "outbox", "zzz.eml"), "no mail at all");
    writeFileSync(join(data, "outbox", "notes.txt"), "nor this");
    expect((await createOutbox({ data, mailUrl: "" }).list(null, 50)).map(({ name }) => name)).not.toContain(
      "zzz",
    );
    expect(await createOutbox({ data, mailUrl: "smtp://localhost" }).list(null, 50)).toEqual([]);
  });
});
