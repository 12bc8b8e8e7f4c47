/**
 * A bot in a few lines: signs in, hears every message of others, answers. Owns nothing that a client does not have.
 * Invariant: a message is handled once while the bot runs; messages of one conversation in their order, one at a time.
 */
import type { PushBody, ResultOf, User } from "@parley/protocol";
import { ParleyError } from "@parley/protocol/errors";
import type { Client, ClientOptions } from "../api.ts";
import { createClient } from "../client.ts";

export interface BotOptions extends Omit<ClientOptions, "catchUp" | "history" | "sharesConnection"> {
  username?: string;
  password?: string;
  /** Make the account when it does not exist yet. */
  registers?: boolean;
  /** Called with what a message handler threw. Default: written to the console. */
  onError?: (failure: unknown, message: BotMessage) => void;
}

export interface BotMessage {
  readonly id: string;
  readonly conversationId: number;
  readonly seq: number;
  readonly sentAt: number;
  readonly senderId: number;
  /** Null while the profile is not known yet. */
  readonly sender: User | null;
  readonly text: string;
}

export type Reply = (text: string) => Promise<ResultOf<"message.send">>;
export type MessageHandler = (message: BotMessage, reply: Reply) => unknown;

export interface Bot {
  readonly client: Client;
  /** Resolves when it is signed in and has caught up; rejects when it cannot sign in. */
  readonly ready: Promise<void>;
  /** Several handlers are called one after the other. */
  onMessage(handler: MessageHandler): Bot;
  close(): Promise<void>;
}

export function createBot({ username, password, registers, onError, ...options }: BotOptions): Bot {
  const client = createClient({
    storage: "memory",
    device: { platform: "bot" },
    ...options,
    catchUp: "all",
    history: "none",
    sharesConnection: false,
  });
  const handlers: MessageHandler[] = [];
  const turns = new Map<number, Promise<void>>();
  const report = onError ?? ((failure: unknown) => console.error("a message handler failed", failure));

  async function handle(message: BotMessage): Promise<void> {
    const reply: Reply = (text) => client.outbox.send(message.conversationId, { type: "text", text }).sent;
    for (const handler of handlers) {
      try {
        await handler(message, reply);
      } catch (failure) {
        report(failure, message);
      }
    }
  }

  client.on("message.sent", (event) => {
    const message = toBotMessage(client, event);
    if (message === null) return;
    const { conversationId } = message;
    const turn = (turns.get(conversationId) ?? Promise.resolve())
      .then(() => handle(message))
      .finally(() => {
        if (turns.get(conversationId) === turn) turns.delete(conversationId);
      });
    turns.set(conversationId, turn);
  });

  const bot: Bot = {
    client,
    ready: start(client, { username, password, registers }),
    onMessage(handler) {
      handlers.push(handler);
      return bot;
    },
    close: () => client.close(),
  };
  bot.ready.catch(() => undefined);
  return bot;
}

interface Account {
  readonly username: string | undefined;
  readonly password: string | undefined;
  readonly registers: boolean | undefined;
}

async function start(client: Client, { username, password, registers }: Account): Promise<void> {
  await client.ready;
  if (username !== undefined && password !== undefined && !client.state.session.get()) {
    try {
      await client.account.login({ username, password });
    } catch (failure) {
      const isUnknown = failure instanceof ParleyError && failure.code === "credentials_invalid";
      if (!isUnknown || registers !== true) throw failure;
      await client.account.register({ username, password });
    }
  }
  await untilOnline(client);
}

function untilOnline(client: Client): Promise<void> {
  return new Promise((resolve, reject) => {
    let stop: (() => void) | null = null;
    stop = client.state.connection.subscribe(({ status }) => {
      const isOver = status === "closed" || status === "expired" || status === "kicked";
      if (status !== "online" && !isOver) return;
      if (isOver)
        reject(new ParleyError("unauthenticated", { message: `The bot cannot connect (${status}).` }));
      else resolve();
      queueMicrotask(() => stop?.());
    });
  });
}

function toBotMessage(client: Client, event: PushBody<"message.sent">): BotMessage | null {
  const { id, conversationId, seq, sentAt, senderId, content } = event;
  if (senderId === client.state.session.get()?.user.id || content?.type !== "text") return null;
  return { id, conversationId, seq, sentAt, senderId, sender: client.user(senderId), text: content.text };
}
