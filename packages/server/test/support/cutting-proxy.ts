/**
 * Stands before PostgreSQL and cuts a connection exactly when a commit passes: of a transaction at its `commit`, of
 * messages at the call that appends them, which commits by itself.
 */
import { connect, createServer, type Socket } from "node:net";

/** `unsent`: before the server reads it. `unanswered`: the server has answered. `held`: the server reads it on `release`. */
export type CutAt = "unsent" | "unanswered" | "held";

export interface CuttingProxy {
  readonly url: string;
  /** Cuts the commit of this kind that names this message; resolves when it is done. */
  cut(commit: "change" | "append", at: CutAt, messageId: string): Promise<void>;
  /** Lets the server read what was held. */
  release(): void;
  close(): void;
}

interface Plan {
  readonly commit: "change" | "append";
  readonly at: CutAt;
  readonly messageId: string;
  done(): void;
}

/** A simple query with this text, as it travels. */
const commitQuery = Buffer.concat([Buffer.from("Q\0\0\0"), Buffer.from([11]), Buffer.from("commit\0")]);

export async function startCuttingProxy(serverUrl: string): Promise<CuttingProxy> {
  const server = new URL(serverUrl);
  const sockets = new Set<Socket>();
  const held: (() => void)[] = [];
  let plan: Plan | null = null;

  function take(isAppend: boolean, named: string, bytes: Buffer): Plan | null {
    const commit = bytes.includes(commitQuery) ? "change" : isAppend ? "append" : null;
    // What the server does by itself commits as well.
    if (plan === null || plan.commit !== commit || plan.messageId !== named) return null;
    const taken = plan;
    plan = null;
    return taken;
  }

  const listening = createServer((client) => {
    const database = connect(Number(server.port), server.hostname);
    let isAppender = false;
    let named = "";
    for (const socket of [client, database]) {
      sockets.add(socket);
      socket.on("error", () => undefined);
    }
    client.on("data", (bytes: Buffer) => {
      isAppender ||= bytes.includes("from append_messages(");
      if (plan !== null && bytes.includes(plan.messageId)) named = plan.messageId;
      const taken = take(isAppender, named, bytes);
      if (taken === null) {
        database.write(bytes);
        return;
      }
      database.removeAllListeners("data");
      const end = () => {
        client.destroy();
        taken.done();
      };
      if (taken.at === "unanswered") {
        database.once("data", () => {
          database.destroy();
          end();
        });
        database.write(bytes);
        return;
      }
      if (taken.at === "held") held.push(() => database.write(bytes));
      else database.destroy();
      end();
    });
    database.on("data", (bytes: Buffer) => client.write(bytes));
    client.on("close", () => {
      if (held.length === 0) database.end();
    });
    database.on("close", () => client.destroy());
  });
  await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
  const address = listening.address();
  if (address === null || typeof address === "string") throw new Error("the proxy has no port");
  const url = new URL(serverUrl);
  url.host = `127.0.0.1:${address.port}`;
  return {
    url: url.href,
    cut: (commit, at, messageId) =>
      new Promise((done) => {
        plan = { commit, at, messageId, done };
      }),
    release() {
      for (const write of held.splice(0)) write();
    },
    close() {
      for (const socket of sockets) socket.destroy();
      listening.close();
    },
  };
}
