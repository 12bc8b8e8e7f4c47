import { language } from "../language.ts";

/** Texts of the page that lets another device sign in. */
export const approveEn = {
  title: "Sign in on another device?",
  explain: (name: string) => `It will be signed in as ${name} and see all your conversations.`,
  device: "Device",
  address: "Address",
  unknown: "Unknown device",
  warning: "Go on only if it is yours and you have just opened its sign-in page.",
  approve: "Sign it in",
  refuse: "Refuse",
  approved: "The device is signed in",
  refused: "Refused",
  gone: "This code has run out, or was used. Show a new one on the other device.",
};

type ApproveDictionary = typeof approveEn;

export const approveZhCn: ApproveDictionary = {
  title: "要登录另一台设备吗？",
  explain: (name) => `该设备将以 ${name} 的身份登录，并能看到你的所有会话。`,
  device: "设备",
  address: "地址",
  unknown: "未知设备",
  warning: "请确认这是你自己的设备，并且你刚刚打开了它的登录页面。",
  approve: "确认登录",
  refuse: "拒绝",
  approved: "设备已登录",
  refused: "已拒绝",
  gone: "二维码已过期或已被使用，请在另一台设备上刷新。",
};

const dictionaries = { en: approveEn, "zh-CN": approveZhCn } as const;

export function approveText(): ApproveDictionary {
  return dictionaries[language()];
}
