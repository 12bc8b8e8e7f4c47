import { describe, expect, test } from "bun:test";
import { createOpenIdClient, type FromOpenIdThread, type ToOpenIdThread } from "./open-id-client.ts";

/** A thread that answers when the test says. */
class FakeThread {
  readonly asked: ToOpenIdThread[] = [];
  isEnded = false;
  onmessage: ((event: { data: FromOpenIdThread }) => void) | null = null;
  onerror: ((event: { message: string }) => void) | null = null;

  postMessage(message: ToOpenIdThread): void {
    this.asked.push(message);
  }

  terminate(): void {
    this.isEnded = true;
  }

  answer(message: FromOpenIdThread): void {
    this.onmessage?.({ data: message });
  }
}

function open() {
  const threads: FakeThread[] = [];
  const client = createOpenIdClient("https://id.example.test", () => {
    const thread = new FakeThread();
    threads.push(thread);
    return thread as unknown as Worker;
  });
  return { client, threads };
}

const request = { redirectUri: "https://x.test/", state: "s", nonce: "n", codeVerifier: "v" };
const outcome = (call: Promise<unknown>) => call.catch((error: { code: string }) => error.code);

describe("[OIDC-5] the thread that talks to the provider", () => {
  test("begins with the first call, and answers each call with its own answer, in any order", async () => {
    const { client, threads } = open();
    expect(threads).toHaveLength(0);
    const calls = [client.signInUrl(request), client.identify(request, { code: "c", issuer: null })];
    const [thread] = threads;
    const [first, second] = thread?.asked.map(({ reference }) => reference) ?? [];
    const identity = { issuer: "i", subject: "s", username: null, name: null, email: null };
    thread?.answer({ reference: second ?? 0, ok: true, value: identity });
    thread?.answer({ reference: first ?? 0, ok: true, value: "https://id.example.test/authorize" });
    expect(await Promise.all(calls)).toEqual(["https://id.example.test/authorize", identity]);
    expect(threads).toHaveLength(1);
  });

  test("holds 64 calls at a time, one more is busy, and with one answered there is room again", async () => {
    const { client, threads } = open();
    const calls = Array.from({ length: 64 }, () => client.signInUrl(request));
    expect(await outcome(client.signInUrl(request))).toBe("busy");
    const [thread] = threads;
    thread?.answer({ reference: thread.asked[0]?.reference ?? 0, ok: true, value: "url" });
    expect(await calls[0]).toBe("url");
    const further = client.signInUrl(request);
    expect(thread?.asked).toHaveLength(65);
    thread?.answer({ reference: thread.asked[64]?.reference ?? 0, ok: true, value: "another" });
    expect(await further).toBe("another");
  });

  test("that breaks takes its calls with it, and the next call starts another", async () => {
    const { client, threads } = open();
    const lost = outcome(client.signInUrl(request));
    threads[0]?.onerror?.({ message: "out of memory" });
    expect(await lost).toBe("unavailable");
    expect(threads[0]?.isEnded).toBe(true);
    const next = client.signInUrl(request);
    threads[1]?.answer({ reference: threads[1].asked[0]?.reference ?? 0, ok: true, value: "url" });
    expect(await next).toBe("url");
  });

  test("says what is wrong to the caller by a code alone, and to the log by more", async () => {
    const { client, threads } = open();
    const call = client.signInUrl(request).catch((error: unknown) => error);
    const reference = threads[0]?.asked[0]?.reference ?? 0;
    threads[0]?.answer({ reference, ok: false, code: "unavailable", reason: "ECONNREFUSED" });
    const error = (await call) as { message: string; cause: Error };
    expect(error.message).not.toContain("ECONNREFUSED");
    expect(error.cause.message).toContain("ECONNREFUSED");
  });
});
