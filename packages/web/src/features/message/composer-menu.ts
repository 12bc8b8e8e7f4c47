/** What can be put into a message besides text, and how it is to be sent. */
import type { App } from "../../app/app-context.ts";
import { lengthOfTime } from "../../i18n/dates.ts";
import { inboxText } from "../../i18n/inbox/inbox-text.ts";
import { mediaText } from "../../i18n/media/media-text.ts";
import { talkText } from "../../i18n/talk/talk-text.ts";
import { type MenuItem, openMenuFrom } from "../../ui/menu.tsx";
import { showToast } from "../../ui/toast.tsx";
import { attach, unsentOf } from "../media/attachments.ts";
import { pickFiles } from "../media/pick-files.ts";
import { changeComposer, composerState, type Expiry } from "./composer-state.ts";
import { sendContent } from "./send-composed.ts";

const locationTimeoutMs = 15_000;

export type ComposerDialog = "card" | "poll" | "schedule";

async function sendLocation(app: App, conversationId: number): Promise<void> {
  try {
    const { coords } = await new Promise<GeolocationPosition>((resolve, reject) =>
      navigator.geolocation.getCurrentPosition(resolve, reject, { timeout: locationTimeoutMs }),
    );
    const { latitude, longitude } = coords;
    sendContent(app, conversationId, { type: "location", latitude, longitude });
  } catch {
    showToast(mediaText().noLocation);
  }
}

const expiries: readonly Expiry[] = [
  { afterMs: 10_000, from: "read" },
  { afterMs: 60_000, from: "read" },
  { afterMs: 3_600_000, from: "sent" },
  { afterMs: 86_400_000, from: "sent" },
];

/** What a choice is called. */
export function expiryLabel({ afterMs, from }: Expiry): string {
  const words = inboxText().expire;
  return (from === "read" ? words.afterRead : words.afterSent)(lengthOfTime(afterMs));
}

function chooseExpiry(conversationId: number): void {
  const anchor = document.querySelector("#composer");
  if (anchor === null) return;
  const items = [null, ...expiries].map(
    (expire): MenuItem => ({
      label: expire === null ? inboxText().expire.never : expiryLabel(expire),
      icon: expire === null ? "close" : "clock",
      run: () => changeComposer(conversationId, { expire }),
    }),
  );
  // The menu that led here closes first.
  setTimeout(() => openMenuFrom(inboxText().expire.title, items, anchor));
}

/** Of text alone; an edit is made at once, and guests are not kept waiting for. */
function scheduleItem(
  app: App,
  conversationId: number,
  open: (dialog: ComposerDialog) => void,
): readonly MenuItem[] {
  const isOffered =
    !app.isGuest() &&
    composerState(conversationId).edited === null &&
    unsentOf(app, conversationId).length === 0;
  return isOffered ? [{ label: inboxText().schedule.title, icon: "clock", run: () => open("schedule") }] : [];
}

export function composerMenu(
  app: App,
  conversationId: number,
  open: (dialog: ComposerDialog) => void,
): MenuItem[] {
  const { isSilent } = composerState(conversationId);
  return [
    {
      label: mediaText().attach,
      icon: "picture",
      run: () => void pickFiles().then((files) => attach(app, conversationId, files)),
    },
    { label: mediaText().sendCard, icon: "person", run: () => open("card") },
    { label: inboxText().poll.title, icon: "poll", run: () => open("poll") },
    {
      label: mediaText().sendLocation,
      icon: "place",
      run: () => void sendLocation(app, conversationId),
    },
    ...scheduleItem(app, conversationId, open),
    {
      label: talkText().silent,
      icon: isSilent ? "check" : "silent",
      run: () => changeComposer(conversationId, { isSilent: !isSilent }),
    },
    { label: inboxText().expire.title, icon: "timer", run: () => chooseExpiry(conversationId) },
  ];
}
