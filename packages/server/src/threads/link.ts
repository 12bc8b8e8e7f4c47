/**
 * What travels between the transport thread and the engine's threads. Batches, not single messages; flat arrays of
 * texts and numbers, because those are the cheapest thing to copy from one thread to another (0.5 us a call here,
 * three times that as objects).
 */
import { ParleyError, type UserRole, type WireError } from "@parley/protocol";
import { type Actor, anonymous } from "../engine/actor.ts";
import type { EngineCall, EngineReply } from "../engine/engine.ts";
import type { Ask } from "../engine/ports/asks.ts";
import type { CommittedBatch } from "../engine/ports/committed.ts";
import type { Mail } from "../engine/ports/mail.ts";
import type { PreviewOutcome } from "../engine/ports/pages.ts";
import type { ApiKeyHolder } from "../engine/ports/store-api-keys.ts";

/** What a thread is: the one that writes, or one that only reads. */
export type ThreadRole = "writer" | "reader";

/** To an engine thread: calls, each `callFields` entries of the array. */
export interface CallsMessage {
  readonly type: "calls";
  readonly calls: readonly (string | number)[];
}

/** Asks who is to be told of a conversation's events. */
export interface AudienceMessage {
  readonly type: "audience";
  readonly conversationId: number;
}

/** Asks whom an API key lets in, by its digest. */
export interface KeyHolderMessage {
  readonly type: "keyHolder";
  readonly digest: string;
}

/** To the writer: when API keys were used last. */
export interface KeyUsesMessage {
  readonly type: "keyUses";
  readonly uses: readonly KeyUse[];
}

export interface KeyUse {
  readonly keyId: string;
  readonly at: number;
}

/** To the writer: what it tells from now on is heard, so it may begin what it does by itself. */
export interface BeginMessage {
  readonly type: "begin";
}

/** To the writer: users who are there. */
export interface ActivityMessage {
  readonly type: "activity";
  readonly userIds: readonly number[];
}

/** Asks something that is no call; `reference` is repeated in the answer. */
export interface AskMessage {
  readonly type: "ask";
  readonly reference: number;
  readonly ask: Ask;
}

export interface StopMessage {
  readonly type: "stop";
}

export type ToEngine =
  | CallsMessage
  | AudienceMessage
  | KeyHolderMessage
  | KeyUsesMessage
  | ActivityMessage
  | AskMessage
  | BeginMessage
  | StopMessage;

/** From an engine thread: replies, each `replyFields` entries, and what was committed, to be handled in this order. */
export interface OutputMessage {
  readonly type: "output";
  readonly replies: readonly (string | number)[];
  readonly batches: readonly CommittedBatch[];
}

export interface AudienceReply {
  readonly type: "audience";
  readonly conversationId: number;
  readonly rev: number;
  /** Null when it could not be read. */
  readonly userIds: readonly number[] | null;
}

export interface KeyHolderReply {
  readonly type: "keyHolder";
  readonly digest: string;
  /** Null when the key lets nobody in; undefined when it could not be read. */
  readonly holder: ApiKeyHolder | null | undefined;
}

export interface AskReply {
  readonly type: "asked";
  readonly reference: number;
  /** Undefined when it could not be answered. */
  readonly answer: unknown;
}

export interface ReadyMessage {
  readonly type: "ready";
  readonly epoch: string;
  /** For the operator, while there is no administrator. */
  readonly setupCode: string | null;
  readonly endedSessions: readonly { id: string; endedAt: number }[];
}

export interface FailedMessage {
  readonly type: "failed";
  /** `start`: it never ran. `broken`: it must not go on (F-05). */
  readonly when: "start" | "broken";
  readonly message: string;
}

export interface StoppedMessage {
  readonly type: "stopped";
}

/** A mail that a commit left to be sent. */
export interface MailMessage {
  readonly type: "mail";
  readonly mail: Mail;
}

/** What became of the preview of a link. */
export interface PreviewedMessage {
  readonly type: "previewed";
  readonly outcome: PreviewOutcome;
  readonly url: string;
}

export interface LoggedMessage {
  readonly type: "logged";
  readonly method: string;
  readonly error: string;
  readonly stack: string;
}

export type FromEngine =
  | OutputMessage
  | AudienceReply
  | KeyHolderReply
  | AskReply
  | ReadyMessage
  | FailedMessage
  | StoppedMessage
  | MailMessage
  | PreviewedMessage
  | LoggedMessage;

export const callFields = 9;
export const replyFields = 3;

/** What a door gives a call besides, for nearly all calls nothing. */
type DoorRules = Pick<
  EngineCall,
  "passwordCharsMin" | "codeTtlMs" | "strangerMessages" | "asksNoPassword" | "tellsUnknownNames"
>;

export function packCall(
  into: (string | number)[],
  reference: number,
  call: Omit<EngineCall, "answer">,
): void {
  const { actor, address, argsText, method } = call;
  into.push(reference, method, argsText, address, doorRulesText(call));
  if (actor.kind === "anonymous") into.push(0, "", "", "");
  else into.push(actor.userId, actor.role, actor.sessionId, actor.scopes?.join(" ") ?? "");
}

/** One place for all of them: each place of its own would be copied with every message. */
function doorRulesText(call: DoorRules): string {
  const { asksNoPassword, codeTtlMs, passwordCharsMin, strangerMessages, tellsUnknownNames } = call;
  const hasRule =
    passwordCharsMin !== undefined ||
    codeTtlMs !== undefined ||
    strangerMessages !== undefined ||
    asksNoPassword !== undefined ||
    tellsUnknownNames !== undefined;
  if (!hasRule) return "";
  const rules = { passwordCharsMin, codeTtlMs, strangerMessages, asksNoPassword, tellsUnknownNames };
  return JSON.stringify(rules satisfies Record<keyof DoorRules, unknown>);
}

export interface UnpackedCall extends DoorRules {
  readonly reference: number;
  readonly method: string;
  readonly argsText: string;
  readonly address: string;
  readonly actor: Actor;
}

/** The call that begins at `offset`. Read place by place: a part of the array would be copied for each call. */
export function unpackCall(calls: readonly (string | number)[], offset: number): UnpackedCall {
  const call = {
    reference: Number(calls[offset]),
    method: String(calls[offset + 1]),
    argsText: String(calls[offset + 2]),
    address: String(calls[offset + 3]),
    actor: unpackActor(calls, offset + 5),
  };
  const rulesText = String(calls[offset + 4]);
  return rulesText === "" ? call : { ...call, ...(JSON.parse(rulesText) as DoorRules) };
}

function unpackActor(calls: readonly (string | number)[], offset: number): Actor {
  const userId = Number(calls[offset]);
  if (userId === 0) return anonymous;
  const scopes = String(calls[offset + 3]);
  const session = {
    kind: "user",
    userId,
    role: String(calls[offset + 1]) as UserRole,
    sessionId: String(calls[offset + 2]),
  } as const;
  // A key has one scope at least, and no scope has a space.
  return scopes === "" ? session : { ...session, scopes: scopes.split(" ") };
}

export function packReply(into: (string | number)[], reference: number, reply: EngineReply): void {
  if (reply.ok) into.push(reference, 1, reply.text);
  else into.push(reference, 0, JSON.stringify(reply.error.toWire()));
}

/** The reply that begins at `offset`. */
export function unpackReply(replies: readonly (string | number)[], offset: number): EngineReply {
  const text = String(replies[offset + 2]);
  if (replies[offset + 1] === 1) return { ok: true, text };
  return { ok: false, error: ParleyError.fromWire(JSON.parse(text) as WireError) };
}
