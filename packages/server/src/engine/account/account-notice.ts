/** Tells people by mail what happened to their accounts, so that it cannot happen behind their backs. */
import type { Ports } from "../operation.ts";
import type { MailContent, MailLanguage } from "../ports/mail.ts";
import type { Transaction } from "../ports/store.ts";

/** A mail server may be down over a night. */
export const noticeUsefulMs = 12 * 3_600_000;

/** To the address the account has now; nowhere when it has none. */
export async function sendNotice(
  tx: Transaction,
  ports: Ports,
  userId: number,
  content: MailContent,
): Promise<void> {
  const address = await tx.credentials.findAddress(userId);
  if (address === null || address.email === null) return;
  const language = mailLanguage(address.language, ports.options.mailLanguage);
  tx.mail({ to: address.email, language, content, usefulUntil: ports.clock.now() + noticeUsefulMs });
}

/** Of a mail to somebody whose account has this language. */
export function mailLanguage(language: string | null, standard: MailLanguage): MailLanguage {
  if (language === null) return standard;
  return language.toLowerCase().startsWith("zh") ? "zh-CN" : "en";
}
