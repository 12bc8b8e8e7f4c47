import { afterEach, expect, test } from "bun:test";
import type { Client } from "@parley/sdk";
import { exportAccount } from "./export-account.ts";

const fetchBefore = globalThis.fetch;
afterEach(() => {
  globalThis.fetch = fetchBefore;
});

test("[ACC-44] the copy is one ZIP of the records and each file, one that is gone left out", async () => {
  const file = (id: string, name: string, url: string) => ({ id, name, url });
  const pages: Record<string, { section: string; items: object[]; next: string | null }> = {
    first: { section: "account", items: [{ id: 7 }], next: "files" },
    files: {
      section: "files",
      items: [file("a1", "../写.txt", "/a"), file("b2", "b.bin", "/ended"), file("c3", "c.bin", "/gone")],
      next: null,
    },
  };
  const client = {
    account: { export: async ({ cursor = "first" }: { cursor?: string }) => pages[cursor] },
    media: {
      link: async ({ ids: [id] }: { ids: string[] }) => ({
        links: id === "b2" ? [{ id, url: "/again" }] : [],
      }),
    },
  } as unknown as Client;
  const bytes: Record<string, string> = { "/a": "bytes of a", "/again": "bytes of b" };
  globalThis.fetch = Object.assign(
    async (url: unknown) =>
      new Response(bytes[String(url)] ?? "", { status: bytes[String(url)] ? 200 : 404 }),
    { preconnect: () => undefined },
  );
  const zip = Buffer.from(await (await exportAccount(client)).arrayBuffer()).toString();
  for (const part of ["account.json", "files/a1-.._写.txt", "bytes of a", "files/b2-b.bin", "bytes of b"]) {
    expect([part, zip.includes(part)]).toEqual([part, true]);
  }
  expect(zip.includes("files/c3-c.bin")).toBe(false);
  expect(zip.includes('"../写.txt"')).toBe(true);
});
