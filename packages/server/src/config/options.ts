/**
 * Every option there is, one row each. Environment names, `parley.toml`, the command line, `--help`,
 * `parley config show` and the reference page come from this table (RUN-10).
 */

import { dialectNames, dialectOptions } from "../dialects/all.ts";
import type { Option, ValuesOf } from "./option.ts";

const mebibyte = 1024 * 1024;

const ownOptions = {
  host: { type: "text", default: "127.0.0.1", description: "Address to listen on." },
  port: {
    type: "integer",
    default: 3000,
    max: 65_535,
    description: "Port to listen on; 0 takes a free one.",
  },
  data: { type: "text", default: "./data", description: "Folder of the keys, the database and the files." },
  databaseUrl: {
    type: "text",
    default: "",
    items: { pattern: /^postgres(?:ql)?:\/\//i, example: "postgres://name:password@host/database" },
    description: "postgres://... to keep everything in PostgreSQL instead of the data folder.",
    isSecret: true,
  },
  durability: {
    type: { oneOf: ["full", "normal"] },
    default: "full",
    description: "full: a reply follows the disk's sync. normal: survives a killed process, not a power cut.",
  },
  logLevel: {
    type: { oneOf: ["debug", "info", "warn", "error"] },
    default: "info",
    description: "The least important kind of log line that is written.",
  },
  allowedOrigins: {
    type: "list",
    default: [],
    items: { pattern: /^https?:\/\/[^/@?#\s]+$/i, example: "https://chat.example.com" },
    description:
      "Addresses of pages that may call, such as https://chat.example.com: needed for every public name people use. IP addresses and names of a local network work by themselves.",
  },
  trustedProxyHops: {
    type: "integer",
    default: 0,
    description:
      "Reverse proxies in front; the client's address is taken that many steps from the end of X-Forwarded-For.",
  },
  registration: {
    type: { oneOf: ["open", "invitation", "email-domain", "closed"] },
    default: "open",
    description:
      "Who may make an account: anybody, who has the code of an invitation, who has an e-mail address in registrationEmailDomains, or nobody.",
  },
  registrationEmailDomains: {
    type: "list",
    default: [],
    description:
      "Domains of the addresses that may register where registration is email-domain, such as example.com.",
  },
  codeTtlMs: {
    type: "integer",
    default: 30_000,
    min: 1_000,
    max: 600_000,
    unit: "ms",
    description: "How long a code sent by e-mail holds.",
  },
  tellsKnownEmails: {
    type: { oneOf: ["no", "yes"] },
    default: "no",
    description:
      "yes: who asks for a code is told whether the address has an account, as some older clients expect.",
  },
  deletedMessages: {
    type: { oneOf: ["keep", "erase"] },
    default: "keep",
    description:
      "What becomes of the messages of somebody who deletes the account; kept ones are a deleted user's.",
  },
  oidcIssuer: {
    type: "text",
    default: "",
    description: "https://... of the OpenID provider people may sign in by, as it writes it itself.",
  },
  oidcClientId: { type: "text", default: "", description: "What the OpenID provider calls this server." },
  oidcClientSecret: {
    type: "text",
    default: "",
    description: "What this server proves itself to the OpenID provider with, if it gave something.",
    isSecret: true,
  },
  oidcScopes: {
    type: "list",
    default: ["openid", "profile", "email"],
    description: "What the OpenID provider is asked to tell about people.",
  },
  oidcName: {
    type: "text",
    default: "",
    description: "What the OpenID provider is called where people sign in; its host name where not given.",
  },
  oidcRegistration: {
    type: { oneOf: ["open", "email-domain", "closed"] },
    default: "open",
    description:
      "Who gets an account by signing in at the OpenID provider: everybody there, who has a verified address in registrationEmailDomains, or nobody.",
  },
  serverName: { type: "text", default: "Parley", description: "What mails call this server." },
  mailUrl: {
    type: "text",
    default: "",
    description:
      "smtp://name:password@host:587 or smtps://...:465; without it mails are files in the folder outbox of the data folder.",
    isSecret: true,
  },
  mailFrom: { type: "text", default: "", description: "Sender's address of the mails; needed with mailUrl." },
  mailLanguage: {
    type: { oneOf: ["en", "zh-CN"] },
    default: "en",
    description: "Language of mails to people whose own is not known.",
  },
  accessTokenTtlMs: {
    type: "integer",
    default: 15 * 60_000,
    min: 1_000,
    unit: "ms",
    description: "How long an access token holds.",
  },
  refreshTokenTtlMs: {
    type: "integer",
    default: 90 * 24 * 3_600_000,
    min: 60_000,
    unit: "ms",
    description: "How long a device that is not used stays signed in.",
  },
  sessionPolicy: {
    type: { oneOf: ["unlimited", "perPlatform", "single"] },
    default: "unlimited",
    description:
      "How many sessions one person may have: any number, sessionsPerPlatformMax on each platform, or one. One more ends the oldest.",
  },
  sessionsPerPlatformMax: {
    type: "integer",
    default: 1,
    min: 1,
    description: "Sessions of one person on one platform, where sessionPolicy is perPlatform.",
  },
  strangerMessages: {
    type: { oneOf: ["none", "one", "unlimited"] },
    default: "one",
    description:
      "Messages a person who has not said so takes from others than contacts: one is until they answer.",
  },
  guests: {
    type: { oneOf: ["on", "off"] },
    default: "on",
    description: "Whether people may come in as guests, without an account.",
  },
  guestsPerAddressPerHourMax: {
    type: "integer",
    default: 60,
    min: 1,
    description: "Guests made from one address in an hour.",
  },
  guestsPerHourMax: {
    type: "integer",
    default: 10_000,
    min: 1,
    description: "Guests made in an hour, from wherever.",
  },
  guestUnusedDaysMax: {
    type: "integer",
    default: 30,
    min: 1,
    unit: "days",
    description: "Guests who have not been there for this long are deleted.",
  },
  mediaUrl: {
    type: "text",
    default: "",
    description:
      "https://key:secret@host/bucket of an S3-compatible store to keep files in, instead of the data folder.",
    isSecret: true,
  },
  imageBytesMax: {
    type: "integer",
    default: 20 * mebibyte,
    unit: "bytes",
    description: "Size of one image.",
  },
  voiceBytesMax: {
    type: "integer",
    default: 20 * mebibyte,
    unit: "bytes",
    description: "Size of one voice message.",
  },
  videoBytesMax: {
    type: "integer",
    default: 500 * mebibyte,
    unit: "bytes",
    description: "Size of one video.",
  },
  fileBytesMax: {
    type: "integer",
    default: 2 * 1024 * mebibyte,
    unit: "bytes",
    description: "Size of one file of any other kind.",
  },
  mediaQuotaBytes: {
    type: "integer",
    default: 20 * 1024 * mebibyte,
    unit: "bytes",
    description: "Size of all files of one person.",
  },
  guestMediaQuotaBytes: {
    type: "integer",
    default: 100 * mebibyte,
    unit: "bytes",
    description: "Size of all files of one guest.",
  },
  groupMediaQuotaBytes: {
    type: "integer",
    default: 50 * 1024 * mebibyte,
    unit: "bytes",
    description: "Size of all files that the messages of one group show.",
  },
  unusedMediaKeptMs: {
    type: "integer",
    default: 24 * 3_600_000,
    min: 60_000,
    unit: "ms",
    description: "How long a file is kept that no message shows.",
  },
  outgoingAllowedHosts: {
    type: "list",
    default: [],
    items: { pattern: /^[^/@?#\s]+(\/[0-9]{1,3})?$/, example: "hooks.internal" },
    description:
      "Hosts of a private network that webhooks and hooks may reach, such as hooks.internal, 10.1.2.3 or 10.0.0.0/8. Public ones work by themselves.",
  },
  linkPreviews: {
    type: { oneOf: ["off", "on"] },
    default: "off",
    description:
      "Whether the server looks up pages that messages link to, and shows what they say of themselves below the message. Their owners then see the server's address.",
  },
  linkPreviewAllowedHosts: {
    type: "list",
    default: [],
    items: { pattern: /^[^/@?#\s]+(\/[0-9]{1,3})?$/, example: "wiki.internal" },
    description:
      "Hosts of a private network whose pages may be looked up, such as wiki.internal or 10.0.0.0/8: whoever writes here can read what their pages are called. Public ones work by themselves.",
  },
  webhookTimeoutMs: {
    type: "integer",
    default: 10_000,
    min: 100,
    max: 60_000,
    unit: "ms",
    description: "How long the receiver of a webhook may take to answer.",
  },
  webhookRetryMs: {
    type: "integer",
    default: 1_000,
    min: 1,
    unit: "ms",
    description: "How long after its first failure a webhook is tried again; each further wait is double.",
  },
  webhookAttemptsMax: {
    type: "integer",
    default: 12,
    min: 2,
    description: "How often a webhook is told one event that it answers with an error.",
  },
  webhookFailingMsMax: {
    type: "integer",
    default: 3 * 24 * 3_600_000,
    min: 100,
    unit: "ms",
    description: "How long a webhook may take nothing before it is stopped.",
  },
  sendHookUrl: {
    type: "text",
    default: "",
    description:
      "https://... of a program that is asked before each message is taken, and may allow, change or refuse it.",
  },
  sendHookSecret: {
    type: "text",
    default: "",
    description: "What questions to sendHookUrl are signed with: whsec_ and base64.",
    isSecret: true,
  },
  sendHookTimeoutMs: {
    type: "integer",
    default: 1_000,
    min: 50,
    max: 10_000,
    unit: "ms",
    description: "How long sendHookUrl may take to answer.",
  },
  sendHookFailure: {
    type: { oneOf: ["refuse", "allow"] },
    default: "refuse",
    description: "What becomes of messages while sendHookUrl does not answer.",
  },
  lobby: {
    type: { oneOf: ["on", "off"] },
    default: "on",
    description: "Whether there is one conversation of everybody, guests included.",
  },
  dissolvedGroups: {
    type: { oneOf: ["keep", "remove"] },
    default: "keep",
    description:
      "What becomes of a group that is dissolved: its members still read it, or it is gone for them.",
  },
  messagesKeptMs: {
    type: "integer",
    default: 0,
    unit: "ms",
    description: "How long messages are kept; 0: for ever. Groups may keep theirs shorter.",
  },
  groupMembersMax: { type: "integer", default: 500, min: 2, description: "Members of one group." },
  readerThreads: {
    type: "integer",
    default: 1,
    min: 1,
    description: "Threads that read history, inboxes and profiles (SQLite).",
  },
  databasePoolSize: {
    type: "integer",
    default: 10,
    min: 2,
    description: "Connections to PostgreSQL.",
  },
  rateLimitFactor: {
    type: "integer",
    default: 1,
    description: "Multiplies every rate limit; 0 switches them off (for load tests).",
  },
  limits: {
    type: { oneOf: ["normal", "relaxed"] },
    default: "normal",
    description:
      "relaxed: every rate limit is a hundred times as high, for tests and load runs; only where the server listens on loopback.",
  },
  pendingSocketsPerAddressMax: {
    type: "integer",
    default: 100,
    min: 1,
    description: "Sockets of one address that have not said hello.",
  },
  connectionsMax: { type: "integer", default: 100_000, min: 1, description: "Sockets at a time." },
  drainTimeoutMs: {
    type: "integer",
    default: 8_000,
    unit: "ms",
    description: "How long a stopping server waits for calls in flight.",
  },
  dialects: {
    type: "list",
    default: [],
    items: {
      pattern: new RegExp(`^(all|${dialectNames.join("|")})$`),
      example: `all or ${dialectNames.join(", ")}`,
    },
    description: `Wire contracts of other systems that are spoken as well: all, or some of ${dialectNames.join(", ")}.`,
  },
  webPath: {
    type: { oneOf: ["/", "/app"] },
    default: "/",
    description:
      "Where the web client's first page is. At /app a dialect's own first page is at /; its other pages stay where they are.",
  },
  urlTokens: {
    type: { oneOf: ["long", "ticket"] },
    default: "long",
    description:
      "What dialects take in an address as ?token=: tokens of sessions as well, or one-use tickets alone.",
  },
  contractPasswords: {
    type: { oneOf: ["contract", "native"] },
    default: "contract",
    description:
      "Which rules hold for new passwords that come through a dialect: those of its contract, which may allow shorter ones, or this server's own.",
  },
  metricsKey: {
    type: "text",
    default: "",
    description: "Bearer key that opens /metrics to others than loopback.",
    isSecret: true,
  },
} as const satisfies Record<string, Option>;

/** Of the server itself; at run time those of the dialects as well (`dialectEggPort`). */
export type OptionName = keyof typeof ownOptions;

export const options: Readonly<Record<OptionName, Option>> = { ...ownOptions, ...dialectOptions };

/** The configuration: a value for every option. */
export type Config = ValuesOf<typeof ownOptions>;

export const optionNames = Object.keys(options) as OptionName[];
