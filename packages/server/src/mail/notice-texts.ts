/** The words of the mails that tell people what happened to their accounts, in both languages. */
import type { MailContent } from "../engine/ports/mail.ts";

/** Subject and paragraphs. A code stands alone in its paragraph. */
export interface Words {
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly code?: string;
}

type Notice = Exclude<MailContent, { readonly kind: "code" }>;

/** What may be named in one. */
interface Names {
  readonly server: string;
  readonly username: string;
  /** Empty where it is not about one. */
  readonly provider: string;
}

type Notices = Readonly<Record<Notice["kind"], (names: Names) => Words>>;

export function noticeNames(notice: Notice, server: string): Names {
  return { server, username: notice.username, provider: "provider" in notice ? notice.provider : "" };
}

export const englishNotices: Notices = {
  address_known: ({ server, username }) => ({
    subject: `You have an account on ${server}`,
    paragraphs: [
      `Somebody gave this address to ${server}. It belongs to your account ${username} already, so no code was sent.`,
      "If it was you, sign in, or set a new password if you have forgotten it. If it was not, there is nothing to do.",
    ],
  }),
  password_changed: ({ server, username }) => ({
    subject: `Your password on ${server} was changed`,
    paragraphs: [
      `The password of your account ${username} was changed, and its other devices were signed out.`,
      "If it was not you, set a new password at once, by a code to this address.",
    ],
  }),
  second_factor_on: ({ server, username }) => ({
    subject: `Signing in on ${server} asks for a second factor now`,
    paragraphs: [
      `A second factor was switched on for your account ${username}, and its other devices were signed out.`,
      "If it was not you, tell the people who run the server: without the second factor you cannot sign in.",
    ],
  }),
  second_factor_off: ({ server, username }) => ({
    subject: `Signing in on ${server} asks for no second factor any more`,
    paragraphs: [
      `The second factor of your account ${username} was switched off, and its other devices were signed out.`,
      "If it was not you, set a new password at once, by a code to this address.",
    ],
  }),
  second_factor_guessed: ({ server, username }) => ({
    subject: `Somebody has your password on ${server}`,
    paragraphs: [
      `Somebody gave the password of your account ${username} and several wrong codes of its second factor. They were not let in.`,
      "If it was not you, set a new password at once, by a code to this address.",
    ],
  }),
  identity_linked: ({ server, username, provider }) => ({
    subject: `Your account on ${server} can be signed in to by ${provider}`,
    paragraphs: [
      `Somebody at ${provider} was let into your account ${username}.`,
      "If it was not you, sign in and remove it, and set a new password at once.",
    ],
  }),
  identity_unlinked: ({ server, username, provider }) => ({
    subject: `Your account on ${server} is no more signed in to by ${provider}`,
    paragraphs: [
      `Your account ${username} can no longer be signed in to by ${provider}.`,
      "If it was not you, set a new password at once, by a code to this address.",
    ],
  }),
  address_changed: ({ server, username }) => ({
    subject: `Your e-mail address on ${server} was changed`,
    paragraphs: [
      `Your account ${username} has another e-mail address now. This one is no longer used.`,
      "If it was not you, tell the people who run the server.",
    ],
  }),
};

export const chineseNotices: Notices = {
  address_known: ({ server, username }) => ({
    subject: `您在 ${server} 已有账号`,
    paragraphs: [
      `有人在 ${server} 填写了本邮箱。它已属于您的账号 ${username}，因此没有发送验证码。`,
      "如果是您本人，请直接登录；忘记密码时可以重新设置。如果不是，您无需做任何事。",
    ],
  }),
  password_changed: ({ server, username }) => ({
    subject: `您在 ${server} 的密码已更改`,
    paragraphs: [
      `您的账号 ${username} 的密码已更改，其他设备已退出登录。`,
      "如果这不是您本人的操作，请立即通过本邮箱的验证码重新设置密码。",
    ],
  }),
  second_factor_on: ({ server, username }) => ({
    subject: `您在 ${server} 登录时需要两步验证了`,
    paragraphs: [
      `您的账号 ${username} 已开启两步验证，其他设备已退出登录。`,
      "如果这不是您本人的操作，请联系服务器的管理员：没有验证码您将无法登录。",
    ],
  }),
  second_factor_off: ({ server, username }) => ({
    subject: `您在 ${server} 登录时不再需要两步验证`,
    paragraphs: [
      `您的账号 ${username} 已关闭两步验证，其他设备已退出登录。`,
      "如果这不是您本人的操作，请立即通过本邮箱的验证码重新设置密码。",
    ],
  }),
  second_factor_guessed: ({ server, username }) => ({
    subject: `有人知道您在 ${server} 的密码`,
    paragraphs: [
      `有人输入了您的账号 ${username} 的正确密码和多个错误的两步验证码，未能登录。`,
      "如果这不是您本人的操作，请立即通过本邮箱的验证码重新设置密码。",
    ],
  }),
  identity_linked: ({ server, username, provider }) => ({
    subject: `您在 ${server} 的账号可以通过 ${provider} 登录了`,
    paragraphs: [
      `${provider} 的一个身份已绑定到您的账号 ${username}。`,
      "如果这不是您本人的操作，请登录后解除绑定，并立即更改密码。",
    ],
  }),
  identity_unlinked: ({ server, username, provider }) => ({
    subject: `您在 ${server} 的账号不再能通过 ${provider} 登录`,
    paragraphs: [
      `您的账号 ${username} 已不再能通过 ${provider} 登录。`,
      "如果这不是您本人的操作，请立即通过本邮箱的验证码重新设置密码。",
    ],
  }),
  address_changed: ({ server, username }) => ({
    subject: `您在 ${server} 的邮箱已更改`,
    paragraphs: [
      `您的账号 ${username} 已改用另一个邮箱，本邮箱不再使用。`,
      "如果这不是您本人的操作，请联系服务器的管理员。",
    ],
  }),
};
