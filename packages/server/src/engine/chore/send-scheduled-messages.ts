import { errorCodes, ParleyError } from "@parley/protocol";
import { replaceScheduled, type SentFields, tellScheduled } from "../message/scheduled-message.ts";
import { sendMessage } from "../message/send-message.ts";
import type { Ports } from "../operation.ts";
import type { Reader, Transaction } from "../ports/store.ts";
import type { StoredScheduled } from "../ports/store-scheduled-messages.ts";
import { type Chore, preparedChore } from "./chore.ts";

const messagesPerPart = 20;

/** What the operator's program is waited for again, when it gave no answer. */
const askAgainMs = 10_000;

/**
 * Sends the messages whose time has come as their authors would (SCHED-4). Taken from its line, appended and told in one
 * transaction: a kill leaves all of it or nothing, and of two nodes one finds the line gone (SCHED-5).
 */
export const sendScheduledMessages: Chore = preparedChore({
  name: "chore: send scheduled messages",
  everyMs: 300,
  isDue: ({ reader, ports }) => reader.scheduledMessages.hasDue(ports.clock.now()),
  prepare: ({ reader, ports }) => askHook(reader, ports),
  async run({ tx, ports }, asked) {
    const due = await tx.scheduledMessages.take(ports.clock.now(), messagesPerPart);
    const outcomes: Outcome[] = [];
    // Conversations before feeds, each in one order: two nodes must not wait for each other.
    for (const message of due.toSorted(byConversation)) {
      const answer = asked.get(answerKey(message));
      // It came in between, or was edited: it is asked about before the next part.
      if (ports.options.sendHookUrl !== "" && answer === undefined)
        await tx.scheduledMessages.insert(message);
      else outcomes.push(await send(tx, ports, message, answer));
    }
    for (const outcome of outcomes.toSorted(byUser)) await settle(tx, ports, outcome);
    return due.length === messagesPerPart;
  },
});

/** By message and what it says, what may be said, or why nothing. */
type Answers = ReadonlyMap<string, unknown>;

const answerKey = ({ userId, conversationId, id, body }: StoredScheduled) =>
  `${userId}/${conversationId}/${id}/${body}`;

/** Asks the operator's program about what is due, where there is one (SCR-3), outside of any transaction. */
async function askHook(reader: Reader, ports: Ports): Promise<Answers> {
  const answers = new Map<string, unknown>();
  if (ports.options.sendHookUrl === "") return answers;
  const due = await reader.scheduledMessages.due(ports.clock.now(), messagesPerPart);
  const ask = async (message: StoredScheduled) => {
    const { userId, conversationId, id } = message;
    const actor = { kind: "user", userId, role: "user", sessionId: "" } as const;
    const args = { ...(JSON.parse(message.body) as SentFields), conversationId, id };
    try {
      answers.set(answerKey(message), await sendMessage.ask?.(ports, actor, args));
    } catch (error) {
      if (!(error instanceof ParleyError)) throw error;
      answers.set(answerKey(message), error);
    }
  };
  await Promise.all(due.map(ask));
  return answers;
}

const byConversation = (left: StoredScheduled, right: StoredScheduled) =>
  left.conversationId - right.conversationId || left.sendAt - right.sendAt;
const byUser = (left: Outcome, right: Outcome) => left.message.userId - right.message.userId;

interface Outcome {
  readonly message: StoredScheduled;
  /** Null when it was sent. */
  readonly refusal: ParleyError | null;
}

async function send(
  tx: Transaction,
  ports: Ports,
  message: StoredScheduled,
  answer: unknown,
): Promise<Outcome> {
  if (answer instanceof ParleyError) return { message, refusal: refusalOf(answer) };
  const { userId, conversationId, id } = message;
  const user = await tx.users.find(userId);
  if (user?.isEnabled !== true) return { message, refusal: new ParleyError("forbidden") };
  const actor = { kind: "user", userId, role: user.role, sessionId: "" } as const;
  try {
    const sent = JSON.parse(message.body) as SentFields;
    const prepared = sendMessage.prepare(ports, actor, { ...sent, conversationId, id }, answer ?? undefined);
    sendMessage.finish(await sendMessage.decide({ tx, ports, address: "" }, actor, prepared));
    return { message, refusal: null };
  } catch (error) {
    if (!(error instanceof ParleyError) || error.cause !== undefined) throw error;
    const isKept = errorCodes[error.code].retry === "never" || error.retryAfterMs !== undefined;
    // What was written before the refusal must not stay: then all of it is tried again.
    if (!isKept || (await tx.log.findMessage(conversationId, id)) !== null) throw error;
    return { message, refusal: error };
  }
}

/** Where no answer came, it is asked for again. */
function refusalOf(error: ParleyError): ParleyError {
  const { code, retryAfterMs = askAgainMs } = error;
  return errorCodes[code].retry === "never" ? error : new ParleyError(code, { retryAfterMs });
}

/** Tells its author. What could not be sent waits for them; what slow mode holds back waits for its turn. */
async function settle(tx: Transaction, ports: Ports, { message, refusal }: Outcome): Promise<void> {
  const now = ports.clock.now();
  if (refusal === null) {
    await tellScheduled(tx, now, message, { before: message.toldRev, scheduled: null });
    return;
  }
  await tx.scheduledMessages.insert(message);
  const changes =
    refusal.retryAfterMs === undefined
      ? { failedAt: now, errorCode: refusal.code }
      : { sendAt: now + refusal.retryAfterMs };
  await replaceScheduled(tx, now, message, changes);
}
