import { describe, expect, test } from "bun:test";
import type { MailContent } from "../engine/ports/mail.ts";
import { writeMail } from "./mail-texts.ts";

const contents: readonly MailContent[] = [
  { kind: "code", purpose: "register", code: "012345", ttlMs: 30_000 },
  { kind: "code", purpose: "reset", code: "012345", ttlMs: 600_000 },
  { kind: "code", purpose: "bind", code: "012345", ttlMs: 119_000 },
  { kind: "address_known", username: "ann" },
  { kind: "password_changed", username: "ann" },
  { kind: "second_factor_on", username: "ann" },
  { kind: "second_factor_off", username: "ann" },
  { kind: "second_factor_guessed", username: "ann" },
  { kind: "identity_linked", username: "ann", provider: "Acme" },
  { kind: "identity_unlinked", username: "ann", provider: "Acme" },
  { kind: "address_changed", username: "ann" },
];

const write = (content: MailContent, language: "en" | "zh-CN", serverName = "Parley") =>
  writeMail({ to: "a@x.test", language, content, usefulUntil: 0 }, serverName);

describe("the words of mails", () => {
  test("[ACC-29] every mail is written in both languages, as text and as HTML with the same words", () => {
    for (const content of contents) {
      for (const language of ["en", "zh-CN"] as const) {
        const { subject, text, html } = write(content, language);
        expect(/[\u4e00-\u9fff]/.test(subject + text)).toBe(language === "zh-CN");
        for (const line of text.trim().split("\n\n")) expect(html).toContain(line);
        expect(html).toContain(`<html lang="${language}">`);
        if (content.kind === "code") {
          expect(text.split("\n")).toContain("012345");
          expect(subject).toContain("012345");
        } else expect(text).toContain("ann");
      }
    }
    expect(write({ kind: "code", purpose: "reset", code: "1", ttlMs: 600_000 }, "en").text).toContain(
      "10 minutes",
    );
    expect(write({ kind: "code", purpose: "reset", code: "1", ttlMs: 30_000 }, "zh-CN").text).toContain(
      "30 秒",
    );
  });

  test("[ACC-29] [SEC-30] names are text: no markup, no line and no header begins in them", () => {
    const hostile = 'x"><img src=//evil.test>\r\nBcc: all@evil.test\u2028<a href=http://evil.test>&';
    for (const language of ["en", "zh-CN"] as const) {
      const { subject, text, html } = write(
        { kind: "password_changed", username: hostile },
        language,
        hostile,
      );
      expect(subject).not.toMatch(/[\r\n\u2028]/);
      expect(text.split("\n").filter((line) => line.startsWith("Bcc"))).toEqual([]);
      expect(html).not.toMatch(/<(img|a) /);
      expect(html).toContain("&lt;img src=//evil.test&gt; Bcc");
    }
  });
});
