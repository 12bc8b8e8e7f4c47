/**
 * A bot in a few lines: signs in, hears every message of others, answers, understands commands. Owns nothing that a client does not have.
 * Invariant: a message is handled once while the bot runs; messages of one conversation in their order, one at a time.
 */
import type { PushBody, ResultOf, User } from "@parley/protocol";
import { ParleyError } from "@parley/protocol/errors";
import type { Client, ClientOptions } from "../api.ts";
import { createClient } from "../client.ts";

export interface BotOptions extends Omit<ClientOptions, "catchUp" | "history" | "sharesConnection"> {
  username?: string;
  password?: string;
  /** An API key of a bot, in the place of a username and password. It needs the scopes `sync`, `message` and `bot`. */
  apiKey?: string;
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
  /** What this bot is asked to do, if the text begins with one of its commands. */
  readonly command: { readonly name: string; readonly args: string } | null;
}

export type Reply = (text: string) => Promise<ResultOf<"message.send">>;
export type MessageHandler = (message: BotMessage, reply: Reply) => unknown;

export interface Bot {
  readonly client: Client;
  /** Resolves when it is signed in and has caught up; rejects when it cannot sign in. */
  readonly ready: Promise<void>;
  /** Several handlers are called one after the other; not for what is one of the commands. */
  onMessage(handler: MessageHandler): Bot;
  /**
   * Lets the bot understand `/name`, and says so to the server when it starts: a bot's account alone may. Without a
   * description people are shown the name.
   */
  command(name: string, handler: MessageHandler, description?: string): Bot;
  close(): Promise<void>;
}

interface Command {
  readonly description: string;
  readonly handler: MessageHandler;
}

export function createBot({ username, password, registers, apiKey, onError, ...options }: BotOptions): Bot {
  const client = createClient({
    storage: "memory",
    device: { platform: "bot" },
    ...(apiKey === undefined ? {} : { token: keyToken(apiKey) }),
    ...options,
    catchUp: "all",
    history: "none",
    sharesConnection: false,
  });
  const handlers: MessageHandler[] = [];
  const commands = new Map<string, Command>();
  const turns = new Map<number, Promise<void>>();
  const report = onError ?? ((failure: unknown) => console.error("a message handler failed", failure));

  async function handle(message: BotMessage): Promise<void> {
    const reply: Reply = (text) => client.outbox.send(message.conversationId, { type: "text", text }).sent;
    const command = commands.get(message.command?.name ?? "");
    for (const handler of command === undefined ? handlers : [command.handler]) {
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
    ready: start(client, { username, password, registers }, commands),
    onMessage(handler) {
      handlers.push(handler);
      return bot;
    },
    command(name, handler, description = name) {
      commands.set(name, { handler, description });
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

/** A key that was refused is refused again, so it is not offered for ever. */
function keyToken(apiKey: string): (previous: string | null) => Promise<string | null> {
  return async (previous) => (previous === apiKey ? null : apiKey);
}

async function start(
  client: Client,
  { username, password, registers }: Account,
  commands: ReadonlyMap<string, Command>,
): Promise<void> {
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
  if (commands.size === 0) return;
  await client.bots.setCommands({
    commands: [...commands].map(([name, { description }]) => ({ name, description })),
  });
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
  const { id, conversationId, seq, sentAt, senderId, content, command } = event;
  const ownId = client.state.session.get()?.user.id;
  if (senderId === ownId || content?.type !== "text") return null;
  const { text } = content;
  const isAsked = ownId !== undefined && command?.botIds.includes(ownId) === true;
  const asked = isAsked ? { name: command.name, args: text.replace(/^\S+\s*/, "") } : null;
  const sender = client.user(senderId);
  return { id, conversationId, seq, sentAt, senderId, sender, text, command: asked };
}
