/** Refuses settings with which no mail could ever leave, at the start rather than at the first mail (RUN-3). */
import { StartError } from "../store/start-error.ts";

export function assertCanMail({ mailFrom, mailUrl }: { mailFrom: string; mailUrl: string }): void {
  if (mailUrl !== "" && !isMailUrl(mailUrl)) {
    throw new StartError(
      "mailUrl must be like smtp://name:password@host:587 or smtps://name:password@host:465.",
    );
  }
  if (mailUrl !== "" && mailFrom === "")
    throw new StartError("mailUrl needs mailFrom, the sender's address.");
  if (mailFrom !== "" && !/^[^\s@<>"(),:;\\]+@[^\s@<>"(),:;\\]+$/.test(mailFrom)) {
    throw new StartError("mailFrom must be an e-mail address alone.");
  }
}

function isMailUrl(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && ["smtp:", "smtps:"].includes(url.protocol) && url.hostname !== "";
}
