/** What can be put into a message besides text, and how it is to be sent. */
import type { App } from "../../app/app-context.ts";
import { inboxText } from "../../i18n/inbox/inbox-text.ts";
import { mediaText } from "../../i18n/media/media-text.ts";
import { talkText } from "../../i18n/talk/talk-text.ts";
import type { MenuItem } from "../../ui/menu.tsx";
import { showToast } from "../../ui/toast.tsx";
import { attach } from "../media/attachments.ts";
import { pickFiles } from "../media/pick-files.ts";
import { changeComposer, composerState } from "./composer-state.ts";
import { sendContent } from "./send-composed.ts";

const locationTimeoutMs = 15_000;

export type ComposerDialog = "card" | "poll";

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
    {
      label: talkText().silent,
      icon: isSilent ? "check" : "silent",
      run: () => changeComposer(conversationId, { isSilent: !isSilent }),
    },
  ];
}
