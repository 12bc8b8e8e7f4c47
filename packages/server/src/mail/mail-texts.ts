/** The words of the mails, in both languages, as text and as HTML with the same words. */
import type { Mail, MailContent, MailLanguage } from "../engine/ports/mail.ts";
import { chineseNotices, englishNotices, noticeNames, type Words } from "./notice-texts.ts";

export interface WrittenMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export function writeMail({ language, content }: Mail, serverName: string): WrittenMail {
  const { subject, paragraphs, code } = wordsOf[language](content, serverName);
  const lines = code === undefined ? paragraphs : [...paragraphs.slice(0, 1), code, ...paragraphs.slice(1)];
  return {
    subject: oneLine(subject),
    text: `${lines.map(oneLine).join("\n\n")}\n`,
    html: htmlOf(language, lines, code),
  };
}

const wordsOf: Record<MailLanguage, (content: MailContent, server: string) => Words> = {
  en: englishWords,
  "zh-CN": chineseWords,
};

function englishWords(content: MailContent, server: string): Words {
  if (content.kind !== "code") return englishNotices[content.kind](noticeNames(content, server));
  const aim = {
    register: `make an account on ${server}`,
    reset: `set a new password on ${server}`,
    bind: `add this address to an account on ${server}`,
  }[content.purpose];
  return {
    subject: `${content.code} is your code for ${server}`,
    code: content.code,
    paragraphs: [
      `Enter this code to ${aim}:`,
      `It holds once, for ${durationText(content.ttlMs, { s: "seconds", min: "minutes" })}. Nobody from ${server} will ever ask you for it.`,
      "If it was not you who asked for it, ignore this mail.",
    ],
  };
}

function chineseWords(content: MailContent, server: string): Words {
  if (content.kind !== "code") return chineseNotices[content.kind](noticeNames(content, server));
  const aim = { register: "注册账号", reset: "设置新密码", bind: "把本邮箱绑定到账号" }[content.purpose];
  return {
    subject: `${content.code} 是您在 ${server} 的验证码`,
    code: content.code,
    paragraphs: [
      `请输入以下验证码，以便在 ${server} ${aim}：`,
      `验证码只能使用一次，${durationText(content.ttlMs, { s: "秒", min: "分钟" })}内有效。${server} 的任何人都不会向您索要验证码。`,
      "如果这不是您本人的操作，请忽略本邮件。",
    ],
  };
}

function durationText(ttlMs: number, units: { s: string; min: string }): string {
  const seconds = Math.round(ttlMs / 1_000);
  return seconds < 120 ? `${seconds} ${units.s}` : `${Math.floor(seconds / 60)} ${units.min}`;
}

/** Without line breaks and other control characters, so that no value can begin a header or a line of its own. */
export function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ");
}

function htmlOf(language: MailLanguage, lines: readonly string[], code: string | undefined): string {
  const paragraphs = lines.map((line) =>
    line === code
      ? `<p style="font-size:28px;letter-spacing:4px"><strong>${escapeHtml(line)}</strong></p>`
      : `<p>${escapeHtml(oneLine(line))}</p>`,
  );
  const style = "font-family:sans-serif;font-size:16px;line-height:1.5";
  return `<!doctype html><html lang="${language}"><meta charset="utf-8"><body style="${style}">${paragraphs.join("")}</body></html>`;
}

const htmlEntities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => htmlEntities[character] ?? "");
}
