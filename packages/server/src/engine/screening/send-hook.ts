/**
 * Asks the operator's program about a message before it is taken (SCR-3). Bounded: so many questions at once, the others
 * wait their turn; nothing of it holds the writer, because it is asked before the message is handed to it.
 */
import { type Content, content as contentSchema, ParleyError } from "@parley/protocol";
import { Compile, type Validator } from "typebox/compile";
import type { Ports } from "../operation.ts";

const questionsMax = 32;
const waitingMax = 2_000;
const answerBytesMax = 64 * 1024;
const busyRetryAfterMs = 1_000;
const reasonCharsMax = 200;

export interface HookQuestion {
  /** `finish`: a text that was written bit by bit is whole (SCR-6). */
  readonly kind: "send" | "edit" | "finish";
  readonly userId: number;
  readonly conversationId: number;
  readonly id: string;
  readonly content: Content;
}

interface HookAnswer {
  readonly action?: unknown;
  readonly content?: unknown;
  readonly reason?: unknown;
}

let isContent: Validator | null = null;
let openCount = 0;
const waiting: (() => void)[] = [];

/** What may be said. @throws forbidden, busy, unavailable */
export async function askHook(ports: Ports, question: HookQuestion): Promise<Content> {
  await begin();
  try {
    return await ask(ports, question);
  } finally {
    openCount -= 1;
    waiting.shift()?.();
  }
}

async function begin(): Promise<void> {
  if (openCount >= questionsMax) {
    if (waiting.length >= waitingMax) throw new ParleyError("busy", { retryAfterMs: busyRetryAfterMs });
    await new Promise<void>((resolve) => waiting.push(resolve));
  }
  openCount += 1;
}

async function ask(ports: Ports, question: HookQuestion): Promise<Content> {
  const { sendHookUrl, sendHookSecret, sendHookTimeoutMs } = ports.options;
  const answer = await ports.outgoing.send({
    ...{ url: sendHookUrl, method: "POST", headers: { "content-type": "application/json" } },
    body: JSON.stringify(question),
    signing: { id: `${question.kind}.${question.conversationId}.${question.id}`, secrets: [sendHookSecret] },
    ...{ timeoutMs: sendHookTimeoutMs, bytesMax: answerBytesMax, redirectsMax: 0, requiresTls: true },
  });
  if (!answer.ok || answer.status < 200 || answer.status > 299) return failed(ports, question);
  return read(ports, question, answer.body);
}

function read(ports: Ports, question: HookQuestion, body: Uint8Array): Content {
  let said: HookAnswer | null;
  try {
    said = JSON.parse(new TextDecoder().decode(body)) as HookAnswer | null;
  } catch {
    return failed(ports, question);
  }
  if (said?.action === "allow") return question.content;
  if (said?.action === "refuse") {
    const reason = typeof said.reason === "string" ? said.reason.slice(0, reasonCharsMax) : "";
    throw new ParleyError("forbidden", {
      details: { rule: "hook", ...(reason === "" ? {} : { reason }) },
    });
  }
  // Another kind would be checked by nobody: files, cards and the like are not the hook's to name.
  if (said?.action === "change" && isAnyContent(said.content)) {
    if (said.content.type === question.content.type) return said.content;
  }
  return failed(ports, question);
}

/** Compiled for the first change: most servers ask nobody. */
function isAnyContent(value: unknown): value is Content {
  isContent ??= Compile(contentSchema) as unknown as Validator;
  return isContent.Check(value);
}

function failed({ options }: Ports, { content }: HookQuestion): Content {
  if (options.sendHookFailure === "allow") return content;
  throw new ParleyError("unavailable", { cause: new Error("the send hook gave no answer") });
}
