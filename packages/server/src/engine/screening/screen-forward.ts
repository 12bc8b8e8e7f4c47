/**
 * What is forwarded is held against the words and the operator's program like what is sent (SCR-5): it is said once more,
 * by somebody else, in another place.
 */
import { type Content, limits, type MessageContent, type ParamsOf, ParleyError } from "@parley/protocol";
import type { UserActor } from "../actor.ts";
import { accessMembership } from "../conversation/access-conversation.ts";
import { accessMessage } from "../message/access-message.ts";
import { forwardedContent } from "../message/forward-policy.ts";
import type { Ports, PrepareContext } from "../operation.ts";
import { screenContent, type WordScreen } from "./screening.ts";
import { askHook } from "./send-hook.ts";

type Args = ParamsOf<"message.forward">;

/** What may be said of each message that was asked about, by its id and what it said then. */
export interface ForwardAnswers {
  readonly contents: ReadonlyMap<string, MessageContent>;
  readonly title?: string;
}

/** A message as it can be forwarded. */
interface AskedMessage {
  readonly id: string;
  /** As it is stored. */
  readonly body: string | null;
  readonly content: MessageContent;
}

export interface ScreenedForward {
  readonly content: MessageContent;
  readonly isFlagged: boolean;
}

const answerKey = (id: string, body: string | null) => `${id}/${body}`;

/** Asks about each message as about one that is sent; null where nobody is asked, or the operation refuses by itself. */
export async function askAboutForward(
  { reader, ports }: PrepareContext,
  actor: UserActor,
  args: Args,
): Promise<ForwardAnswers | null> {
  if (ports.options.sendHookUrl === "") return null;
  const { conversationId, toConversationId, ids, newIds, title, isMerged = false } = args;
  const firstId = newIds[0] ?? "";
  const contents = new Map<string, MessageContent>();
  try {
    await accessMembership(reader, actor, toConversationId);
    // A repetition is answered as before.
    if ((await reader.log.findMessage(toConversationId, firstId)) !== null) return null;
    for (const [index, id] of ids.entries()) {
      const { message } = await accessMessage(reader, actor, conversationId, id);
      const content = message.body === null ? null : forwarded(message.body, isMerged);
      if (content === null) return null;
      const newId = isMerged ? firstId : (newIds[index] ?? "");
      contents.set(answerKey(id, message.body), await ask(ports, actor, toConversationId, newId, content));
    }
  } catch (error) {
    // Refused by the operation itself, with what it says of such.
    if (error instanceof ParleyError && error.code === "not_found") return null;
    throw error;
  }
  if (title === undefined) return { contents };
  const said = await ask(ports, actor, toConversationId, firstId, { type: "text", text: title });
  return { contents, title: titleOf(said, title) };
}

/** @throws forbidden with the rule; busy when it says something else by now than what was asked about */
export function screenForwarded(
  { options, wordScreen }: Pick<Ports, "options" | "wordScreen">,
  answers: ForwardAnswers | null,
  { id, body, content }: AskedMessage,
): ScreenedForward {
  const asked = answers?.contents.get(answerKey(id, body));
  if (options.sendHookUrl !== "" && asked === undefined) throw changedMeanwhile();
  return screenSaid(wordScreen, asked ?? content);
}

/** A title is a text of the forwarder's. @throws forbidden with the rule */
export function screenTitle(wordScreen: WordScreen, title: string): { title: string; isFlagged: boolean } {
  const { content, isFlagged } = screenContent(wordScreen, { type: "text", text: title });
  return { title: titleOf(content, title), isFlagged };
}

/** What is shown among several is kept once more, as it may be said now. @throws forbidden with the rule */
export function screenShown(wordScreen: WordScreen, body: string | null): string | null {
  if (body === null || wordScreen.filter === null) return body;
  return JSON.stringify(screenSaid(wordScreen, JSON.parse(body) as MessageContent).content);
}

function screenSaid(wordScreen: WordScreen, content: MessageContent): ScreenedForward {
  // The filter looks at the fields people read, whatever kind they are of.
  const screened = screenContent(wordScreen, content as Content);
  return { content: screened.content as MessageContent, isFlagged: screened.isFlagged };
}

function forwarded(body: string, isMerged: boolean): MessageContent | null {
  return forwardedContent(JSON.parse(body) as MessageContent, isMerged);
}

/** Texts may be changed; of other kinds a change would name what nobody has checked, so it refuses. */
async function ask(
  ports: Ports,
  { userId }: UserActor,
  conversationId: number,
  id: string,
  content: MessageContent,
): Promise<MessageContent> {
  const asked = content as Content;
  const said = await askHook(ports, { kind: "send", userId, conversationId, id, content: asked });
  if (said === asked) return content;
  if (said.type !== "text") throw new ParleyError("forbidden", { details: { rule: "hook" } });
  const { type, text, format } = said;
  return { type, text, ...(format === undefined ? {} : { format }) };
}

function titleOf(said: Content | MessageContent, title: string): string {
  return said.type === "text" ? said.text.slice(0, limits.forwardTitleCharsMax) : title;
}

function changedMeanwhile(): ParleyError {
  return new ParleyError("busy", { retryAfterMs: 1_000 });
}
