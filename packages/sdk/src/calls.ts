/**
 * The typed calls of the SDK, derived from the protocol: `message.recall` on the wire is `client.messages.recall` here.
 * Owns the names of the groups and nothing else; a new noun of the protocol does not compile until it has a group.
 */
import type { MethodName, ParamsOf, ResultOf } from "@parley/protocol";

/** All of a name but its verb: `message` of `message.recall`, `contact.requests` of `contact.requests.list`. */
type NounOf<N extends string> = N extends `${infer First}.${infer Rest}`
  ? Rest extends `${infer Second}.${string}`
    ? `${First}.${Second}`
    : First
  : never;

/** The group of the client that holds the calls of a noun; null where the SDK itself is the only caller. */
export const callGroups = {
  account: "account",
  guest: "guest",
  registrationInvite: "registrationInvites",
  setup: "setup",
  device: "devices",
  admin: "admin",
  server: "server",
  oidc: "oidc",
  twoFactor: "twoFactor",
  apiKey: "apiKeys",
  signIn: "signIns",
  user: "users",
  contact: "contacts",
  "contact.requests": "contactRequests",
  complaint: "complaints",
  autoAnswer: "autoAnswers",
  bot: "bots",
  incomingWebhook: "incomingWebhooks",
  webhook: "webhooks",
  conversation: "conversations",
  group: "groups",
  "group.requests": "joinRequests",
  invite: "invites",
  member: "members",
  media: "media",
  message: "messages",
  poll: "polls",
  stream: "streams",
  inbox: "inbox",
  folder: "folders",
  sticker: "stickers",
  stickerPack: "stickerPacks",
  signal: "signals",
  presence: "presence",
  search: "search",
  settings: "settings",
  sync: null,
} as const satisfies Record<NounOf<MethodName>, string | null>;

/** Arguments of a call; left out where every one of them is optional. */
export type Arguments<N extends MethodName> =
  Record<never, never> extends ParamsOf<N>
    ? [args?: ParamsOf<N>, options?: CallOptions]
    : [args: ParamsOf<N>, options?: CallOptions];

export interface CallOptions {
  /** How long to wait for the reply, waiting for the connection included. Default 15,000. */
  timeoutMs?: number;
}

/**
 * Calls an operation by its wire name. Waits for the connection when there is none. Rejects with a `ParleyError`;
 * without a reply in time, or when the connection broke before it, with the code `unavailable`.
 */
export type Call = <N extends MethodName>(name: N, ...args: Arguments<N>) => Promise<ResultOf<N>>;

/** All calls of one noun: `CallsOf<"message">["recall"]`. */
export type CallsOf<Noun extends NounOf<MethodName>> = {
  readonly [N in MethodName as NounOf<N> extends Noun
    ? N extends `${Noun}.${infer Verb}`
      ? Verb
      : never
    : never]: (...args: Arguments<N>) => Promise<ResultOf<N>>;
};

type GroupNames = typeof callGroups;

/** Every group with its calls, as they go over the wire. */
export type CallGroups = {
  readonly [Noun in keyof GroupNames as GroupNames[Noun] extends string
    ? GroupNames[Noun]
    : never]: CallsOf<Noun>;
};
