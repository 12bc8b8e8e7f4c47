import type { ParamsOf, TimelineMessage } from "@parley/sdk";
import type { App } from "../../app/app-context.ts";
import { changeComposer, composerState, resetComposer } from "./composer-state.ts";

/** Ends an edit. Refused, it is in the message box again, unless another message is answered or edited there by then. */
export async function saveEdit(
  { client }: Pick<App, "client">,
  edited: TimelineMessage,
  editText: string,
  content: ParamsOf<"message.edit">["content"],
): Promise<void> {
  const { conversationId, id } = edited;
  resetComposer(conversationId);
  try {
    await client.messages.edit({ conversationId, id, content });
  } catch (error) {
    const { edited: other, replyTo } = composerState(conversationId);
    if (other === null && replyTo === null) changeComposer(conversationId, { edited, editText });
    throw error;
  }
}
