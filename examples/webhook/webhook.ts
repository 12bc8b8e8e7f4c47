/** Prints the messages a webhook tells of: `WEBHOOK_SECRET=whsec_... PORT=8080 npx bun examples/webhook/webhook.ts`. */
import { createServer, type IncomingMessage } from "node:http";
import { verifyWebhook } from "@parley/sdk/bot/verify-webhook";

const secret = process.env.WEBHOOK_SECRET ?? "";
/** The newest event of each conversation: what is told again is known by it. */
const seen = new Map<number, number>();

interface Delivery {
  readonly conversationId: number;
  readonly events: readonly {
    ev: string;
    rev: number;
    senderId?: number;
    content?: { text?: string } | null;
  }[];
}

const server = createServer(async (request, response) => {
  const body = await bodyOf(request);
  const headers = request.headers as Record<string, string>;
  if (!(await verifyWebhook({ headers, body }, { secret, now: Date.now() }))) {
    response.writeHead(401).end();
    return;
  }
  const { conversationId, events } = JSON.parse(body) as Delivery;
  for (const { ev, rev, senderId, content } of events) {
    if (rev <= (seen.get(conversationId) ?? 0)) continue;
    seen.set(conversationId, rev);
    console.log(`${ev} in ${conversationId} by ${senderId}: ${content?.text ?? ""}`);
  }
  response.writeHead(204).end();
});

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks).toString("utf8");
}

server.listen(Number(process.env.PORT ?? 8080), "127.0.0.1", () => {
  const address = server.address();
  console.log(`listening on ${typeof address === "object" ? address?.port : address}`);
});
