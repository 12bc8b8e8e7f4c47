/** The words of the mails, in both languages, as text and as HTML with the same words. */
import type { Mail, MailContent, MailLanguage } from "../engine/ports/mail.ts";

export interface WrittenMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Subject and paragraphs. A code stands alone in its paragraph. */
interface Words {
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly code?: string;
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
  switch (content.kind) {
    case "code": {
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
    case "address_known":
      return {
        subject: `You have an account on ${server}`,
        paragraphs: [
          `Somebody gave this address to ${server}. It belongs to your account ${content.username} already, so no code was sent.`,
          "If it was you, sign in, or set a new password if you have forgotten it. If it was not, there is nothing to do.",
        ],
      };
    case "password_changed":
      return {
        subject: `Your password on ${server} was changed`,
        paragraphs: [
          `The password of your account ${content.username} was changed, and its other devices were signed out.`,
          "If it was not you, set a new password at once, by a code to this address.",
        ],
      };
    case "second_factor_on":
      return {
        subject: `Signing in on ${server} asks for a second factor now`,
        paragraphs: [
          `A second factor was switched on for your account ${content.username}, and its other devices were signed out.`,
          "If it was not you, tell the people who run the server: without the second factor you cannot sign in.",
        ],
      };
    case "second_factor_off":
      return {
        subject: `Signing in on ${server} asks for no second factor any more`,
        paragraphs: [
          `The second factor of your account ${content.username} was switched off, and its other devices were signed out.`,
          "If it was not you, set a new password at once, by a code to this address.",
        ],
      };
    case "second_factor_guessed":
      return {
        subject: `Somebody has your password on ${server}`,
        paragraphs: [
          `Somebody gave the password of your account ${content.username} and several wrong codes of its second factor. They were not let in.`,
          "If it was not you, set a new password at once, by a code to this address.",
        ],
      };
    case "identity_linked":
      return {
        subject: `Your account on ${server} can be signed in to by ${content.provider}`,
        paragraphs: [
          `Somebody at ${content.provider} was let into your account ${content.username}.`,
          "If it was not you, sign in and remove it, and set a new password at once.",
        ],
      };
    case "identity_unlinked":
      return {
        subject: `Your account on ${server} is no more signed in to by ${content.provider}`,
        paragraphs: [
          `Your account ${content.username} can no longer be signed in to by ${content.provider}.`,
          "If it was not you, set a new password at once, by a code to this address.",
        ],
      };
    case "address_changed":
      return {
        subject: `Your e-mail address on ${server} was changed`,
        paragraphs: [
          `Your account ${content.username} has another e-mail address now. This one is no longer used.`,
          "If it was not you, tell the people who run the server.",
        ],
      };
  }
}

function chineseWords(content: MailContent, server: string): Words {
  switch (content.kind) {
    case "code": {
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
    case "address_known":
      return {
        subject: `您在 ${server} 已有账号`,
        paragraphs: [
          `有人在 ${server} 填写了本邮箱。它已属于您的账号 ${content.username}，因此没有发送验证码。`,
          "如果是您本人，请直接登录；忘记密码时可以重新设置。如果不是，您无需做任何事。",
        ],
      };
    case "password_changed":
      return {
        subject: `您在 ${server} 的密码已更改`,
        paragraphs: [
          `您的账号 ${content.username} 的密码已更改，其他设备已退出登录。`,
          "如果这不是您本人的操作，请立即通过本邮箱的验证码重新设置密码。",
        ],
      };
    case "second_factor_on":
      return {
        subject: `您在 ${server} 登录时需要两步验证了`,
        paragraphs: [
          `您的账号 ${content.username} 已开启两步验证，其他设备已退出登录。`,
          "如果这不是您本人的操作，请联系服务器的管理员：没有验证码您将无法登录。",
        ],
      };
    case "second_factor_off":
      return {
        subject: `您在 ${server} 登录时不再需要两步验证`,
        paragraphs: [
          `您的账号 ${content.username} 已关闭两步验证，其他设备已退出登录。`,
          "如果这不是您本人的操作，请立即通过本邮箱的验证码重新设置密码。",
        ],
      };
    case "second_factor_guessed":
      return {
        subject: `有人知道您在 ${server} 的密码`,
        paragraphs: [
          `有人输入了您的账号 ${content.username} 的正确密码和多个错误的两步验证码，未能登录。`,
          "如果这不是您本人的操作，请立即通过本邮箱的验证码重新设置密码。",
        ],
      };
    case "identity_linked":
      return {
        subject: `您在 ${server} 的账号可以通过 ${content.provider} 登录了`,
        paragraphs: [
          `${content.provider} 的一个身份已绑定到您的账号 ${content.username}。`,
          "如果这不是您本人的操作，请登录后解除绑定，并立即更改密码。",
        ],
      };
    case "identity_unlinked":
      return {
        subject: `您在 ${server} 的账号不再能通过 ${content.provider} 登录`,
        paragraphs: [
          `您的账号 ${content.username} 已不再能通过 ${content.provider} 登录。`,
          "如果这不是您本人的操作，请立即通过本邮箱的验证码重新设置密码。",
        ],
      };
    case "address_changed":
      return {
        subject: `您在 ${server} 的邮箱已更改`,
        paragraphs: [
          `您的账号 ${content.username} 已改用另一个邮箱，本邮箱不再使用。`,
          "如果这不是您本人的操作，请联系服务器的管理员。",
        ],
      };
  }
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
