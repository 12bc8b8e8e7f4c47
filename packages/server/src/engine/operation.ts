/**
 * What an operation is: one verb in one file. It receives its ports, the actor and the checked arguments; it reads,
 * decides by pure policy functions, writes through the transaction, appends events through it, and returns its
 * result. It never sends, and knows no socket, no HTTP and no dialect.
 */
import type { MethodName, Methods, ParamsOf, ParleyError, ResultOf } from "@parley/protocol";
import type { Actor, UserActor } from "./actor.ts";
import type { SessionLimit } from "./device/session-limit-policy.ts";
import type { EncodedResult } from "./encoded-result.ts";
import type { MediaLimits } from "./media/media-policy.ts";
import type { Clock } from "./ports/clock.ts";
import type { Signal } from "./ports/committed.ts";
import type { Ids } from "./ports/ids.ts";
import type { MailLanguage } from "./ports/mail.ts";
import type { OpenId } from "./ports/open-id.ts";
import type { Outbox } from "./ports/outbox.ts";
import type { Outgoing } from "./ports/outgoing.ts";
import type { Pages, PreviewOutcome } from "./ports/pages.ts";
import type { Passwords } from "./ports/passwords.ts";
import type { PictureMaker } from "./ports/picture-maker.ts";
import type { RateLimits } from "./ports/rate-limits.ts";
import type { SecondFactors } from "./ports/second-factors.ts";
import type { SecretBox } from "./ports/secret-box.ts";
import type { Reader, Transaction } from "./ports/store.ts";
import type { AppendMessage, AppendOutcome } from "./ports/store-log.ts";
import type { MediaFacts } from "./ports/store-media.ts";
import type { Tokens } from "./ports/tokens.ts";
import type { WordScreen } from "./screening/screening.ts";

/** Settings of the server that rules depend on. */
export interface EngineOptions extends SessionLimit, MediaLimits {
  readonly registration: "open" | "invitation" | "email-domain" | "closed";
  readonly registrationEmailDomains: readonly string[];
  readonly codeTtlMs: number;
  readonly tellsKnownEmails: "no" | "yes";
  readonly deletedMessages: "keep" | "erase";
  readonly serverName: string;
  readonly mailUrl: string;
  readonly oidcName: string;
  readonly oidcRegistration: "open" | "email-domain" | "closed";
  readonly mailLanguage: MailLanguage;
  /** Addresses of the pages people use; the first is where links lead. */
  readonly allowedOrigins: readonly string[];
  readonly groupMembersMax: number;
  readonly lobby: "on" | "off";
  readonly dissolvedGroups: "keep" | "remove";
  readonly guests: "on" | "off";
  readonly guestsPerAddressPerHourMax: number;
  readonly guestsPerHourMax: number;
  readonly guestUnusedDaysMax: number;
  /** What holds for people who have not set how many messages they take from others than contacts. */
  readonly strangerMessages: "none" | "one" | "unlimited";
  readonly refreshTokenTtlMs: number;
  readonly unusedMediaKeptMs: number;
  readonly webhookTimeoutMs: number;
  readonly webhookRetryMs: number;
  readonly webhookAttemptsMax: number;
  readonly webhookFailingMsMax: number;
  /** Empty: nobody is asked. */
  readonly sendHookUrl: string;
  readonly sendHookSecret: string;
  readonly sendHookTimeoutMs: number;
  readonly sendHookFailure: "refuse" | "allow";
  /** How long messages are kept; 0: for ever. */
  readonly messagesKeptMs: number;
  readonly linkPreviews: "off" | "on";
}

export interface Ports {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly passwords: Passwords;
  readonly tokens: Tokens;
  readonly secondFactors: SecondFactors;
  readonly openId: OpenId;
  /** Of what many callers do together, as to one account; the transport has limited each caller before. */
  readonly rateLimits: RateLimits;
  readonly outbox: Outbox;
  readonly outgoing: Outgoing;
  readonly pages: Pages;
  readonly secretBox: SecretBox;
  readonly wordScreen: WordScreen;
  /** Removes all there is of a file under its key; succeeds where there is nothing. */
  removeFile(key: string): Promise<void>;
  readonly pictureMaker: PictureMaker;
  /** Makes a small copy of a picture the blob of that name; null where it is no picture that can be shown. */
  keepThumbnail(key: string, picture: Uint8Array): Promise<MediaFacts | null>;
  /** Tells who looks after the server what became of a preview. */
  notePreview(outcome: PreviewOutcome, url: string): void;
  readonly options: EngineOptions;
}

/** The actor of an operation: where the declaration asks for a user, a user it is. */
export type ActorOf<N extends MethodName> = Methods[N]["callers"] extends "anyone" ? Actor : UserActor;

type ResultOrText<N extends MethodName> = Promise<ResultOf<N> | EncodedResult>;

/** A thrown error undoes what the operation wrote; a returned one commits it, and refuses the caller all the same. */
type WriteResult<N extends MethodName> = Promise<ResultOf<N> | EncodedResult | ParleyError>;

export interface ReadContext {
  readonly reader: Reader;
  readonly ports: Ports;
  readonly address: string;
  /** Tells something lossy once the read is done. */
  signal(signal: Signal): void;
}

export interface PrepareContext {
  readonly reader: Reader;
  readonly ports: Ports;
  /** Where the caller is; empty when unknown. */
  readonly address: string;
  /** Given by a door whose own rules of passwords hold in place of ours (DIA-6); never by who calls. */
  readonly passwordCharsMin?: number | undefined;
  /** Given by such a door for a code that it lets mail (DIA-6). */
  readonly codeTtlMs?: number | undefined;
  /** Given by such a door: who holds the session is the owner, without the password (DIA-19). */
  readonly asksNoPassword?: boolean | undefined;
  /** Given by such a door: a name that nobody has may be told from a wrong password (DIA-20). */
  readonly tellsUnknownNames?: boolean | undefined;
}

export interface WriteContext {
  readonly tx: Transaction;
  readonly ports: Ports;
  readonly address: string;
  /** Given by a door whose contract knows no contacts (DIA-17); never by who calls. */
  readonly strangerMessages?: "unlimited" | undefined;
}

export interface ReadOperation<N extends MethodName> {
  readonly kind: "read";
  run(context: ReadContext, actor: ActorOf<N>, args: ParamsOf<N>): ResultOrText<N>;
}

/** A change. `prepare` does what is slow or must not hold a transaction (hashing); `run` happens inside it and checks again. */
export interface WriteOperation<N extends MethodName, P = unknown> {
  readonly kind: "write";
  prepare?(context: PrepareContext, actor: ActorOf<N>, args: ParamsOf<N>): Promise<P>;
  run(context: WriteContext, actor: ActorOf<N>, args: ParamsOf<N>, prepared: P): WriteResult<N>;
}

/** The hot path: a message appended together with all others of its commit. */
export interface AppendOperation<N extends MethodName> {
  readonly kind: "append";
  /** What has to be waited for before the message is taken; null, as nearly always: nothing. */
  ask?(ports: Ports, actor: ActorOf<N>, args: ParamsOf<N>): Promise<unknown> | null;
  /** `asked`: what `ask` was answered. */
  prepare(ports: Ports, actor: ActorOf<N>, args: ParamsOf<N>, asked?: unknown): AppendMessage;
  /** Off the hot path: the sender may write by rules alone. Throws what they refuse. */
  decide(context: WriteContext, actor: ActorOf<N>, message: AppendMessage): Promise<AppendOutcome>;
  finish(outcome: AppendOutcome): ResultOf<N>;
}

export type Operation<N extends MethodName> =
  | (Methods[N]["kind"] extends "write" ? WriteOperation<N> | AppendOperation<N> : never)
  | (Methods[N]["kind"] extends "read" | "live" ? ReadOperation<N> : never);

/** Every method has its operation, of the declared kind; one that is missing does not compile. */
export type Operations = { readonly [N in MethodName]: Operation<N> };

/** Joins `prepare` and `run` of a write under one type, so that what the one answers is what the other gets. */
export function writeOperation<N extends MethodName, P>(operation: {
  prepare(context: PrepareContext, actor: ActorOf<N>, args: ParamsOf<N>): Promise<P>;
  run(context: WriteContext, actor: ActorOf<N>, args: ParamsOf<N>, prepared: P): WriteResult<N>;
}): WriteOperation<N> {
  return {
    kind: "write",
    prepare: operation.prepare,
    run: (context, actor, args, prepared) => operation.run(context, actor, args, prepared as P),
  };
}
