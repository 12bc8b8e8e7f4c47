/** A program that is told by webhooks, on this machine: what it was told, and what it answers. */
import { expect } from "bun:test";
import { createHmac } from "node:crypto";

export interface ReceivedDelivery {
  readonly path: string;
  readonly id: string;
  readonly timestamp: string;
  readonly signatures: readonly string[];
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look at bodies of every shape
  readonly body: any;
}

type Answer = (delivery: ReceivedDelivery) => Response | Promise<Response>;

export class WebhookReceiver {
  readonly deliveries: ReceivedDelivery[] = [];
  answer: Answer = () => new Response("ok");
  readonly #server: ReturnType<typeof Bun.serve>;
  #waiting: (() => void)[] = [];

  constructor(port = 0) {
    this.#server = Bun.serve({
      ...{ hostname: "127.0.0.1", port },
      fetch: async (request) => {
        const text = await request.text();
        const header = (name: string) => request.headers.get(name) ?? "";
        const delivery: ReceivedDelivery = {
          path: new URL(request.url).pathname,
          id: header("webhook-id"),
          timestamp: header("webhook-timestamp"),
          signatures: header("webhook-signature").split(" "),
          text,
          body: JSON.parse(text),
        };
        const answer = await this.answer(delivery);
        this.deliveries.push(delivery);
        for (const wake of this.#waiting.splice(0)) wake();
        return answer;
      },
    });
  }

  get port(): number {
    return Number(this.#server.port);
  }

  url(path = "/in"): string {
    return `http://127.0.0.1:${this.port}${path}`;
  }

  /** Every event that came, in the order of its coming. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look at events of every shape
  events(path = "/in"): any[] {
    return this.deliveries.filter((delivery) => delivery.path === path).flatMap(({ body }) => body.events);
  }

  /** Waits until what came is enough. */
  async until(isEnough: () => boolean, timeoutMs = 20_000): Promise<void> {
    const end = performance.now() + timeoutMs;
    while (!isEnough()) {
      const left = end - performance.now();
      if (left <= 0)
        throw new Error(`not enough came: ${JSON.stringify(this.deliveries.map(({ body }) => body))}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#waiting.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  async stop(): Promise<void> {
    await this.#server.stop(true);
  }
}

/** Whether the delivery was signed with the secret, as the Standard Webhooks specification says. */
export function isSigned({ id, timestamp, text, signatures }: ReceivedDelivery, secret: string): boolean {
  expect(secret).toStartWith("whsec_");
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  const right = createHmac("sha256", key).update(`${id}.${timestamp}.${text}`).digest("base64");
  return signatures.includes(`v1,${right}`);
}
