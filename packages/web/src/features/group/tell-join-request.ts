/** Says that somebody waits to be let into a group of the user's, and what became of a request of the user's own. */
import type { PushBody } from "@parley/sdk";
import type { App } from "../../app/app-context.ts";
import { groupsText } from "../../i18n/groups/groups-text.ts";
import { showToast } from "../../ui/toast.tsx";
import { conversationTitle } from "../conversation/conversation-title.ts";

export function tellJoinRequest(app: App, change: PushBody<"group.requestChanged">): void {
  const { answer, groupId, request, requestCount } = change;
  const { requests: words } = groupsText();
  if (requestCount === undefined) {
    if (answer === "refuse") showToast(words.refused);
    return;
  }
  const item = app.inbox().items.find(({ conversation }) => conversation.id === groupId);
  if (request !== null && item !== undefined) showToast(words.arrived(conversationTitle(item)));
}
