/** What a guest is told, from the system, right after it has connected (GUE-8). */
import type { PushBody } from "@parley/protocol";

const texts = {
  en: "Welcome! Sign in to do more.",
  "zh-CN": "欢迎您，登录可以获取更多功能！",
} as const;

/** The push as JSON text. `language` is the one the guest came with. */
export function guestHintText(language: string | undefined): string {
  const known = /^zh\b/i.test(language ?? "") ? "zh-CN" : "en";
  const body: PushBody<"guest.hint"> = {
    senderId: 0,
    key: "sign_in",
    language: known,
    text: texts[known],
  };
  return JSON.stringify({ ev: "guest.hint", ...body });
}
