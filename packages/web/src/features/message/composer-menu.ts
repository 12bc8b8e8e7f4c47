/** What can be put into a message besides text, and how it is to be sent. */
import type { App } from "../../app/app-context.ts";
import { talkText } from "../../i18n/talk/talk-text.ts";
import type { MenuItem } from "../../ui/menu.tsx";
import { changeComposer, composerState } from "./composer-state.ts";

export function composerMenu(_app: App, conversationId: number): MenuItem[] {
  const { isSilent } = composerState(conversationId);
  return [
    {
      label: talkText().silent,
      icon: isSilent ? "check" : "silent",
      run: () => changeComposer(conversationId, { isSilent: !isSilent }),
    },
  ];
}
