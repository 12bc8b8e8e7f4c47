/** Replays every recorded exchange of `conformance/`, each dialect against a server of its own. */
import { afterAll, describe, setDefaultTimeout, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { dialectNames } from "../../src/dialects/all.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";
import type { Exchange } from "./exchange.ts";
import { runExchange } from "./run-exchange.ts";

// The first of its options starts a server, which takes its time where others run beside it.
setDefaultTimeout(60_000);

const folder = join(import.meta.dir, "../../../../conformance");
const shared = new Map<string, Promise<TestServer>>();

/** Exchanges with the same options meet on one server. */
function serverFor(dialect: string, options: Exchange["options"] = {}): Promise<TestServer> {
  const key = JSON.stringify([dialect, options]);
  let server = shared.get(key);
  if (server === undefined) {
    server = startTestServer({ dialects: dialect, ...options });
    shared.set(key, server);
  }
  return server;
}

for (const dialect of dialectNames) {
  describe(`the contract of ${dialect}`, () => {
    // Before the next one begins: each holds connections to a database.
    afterAll(async () => {
      for (const server of shared.values()) await (await server).stop();
      shared.clear();
    });
    const files = readdirSync(join(folder, dialect)).filter((name) => name.endsWith(".json"));
    for (const file of files.sort()) {
      const exchange = JSON.parse(readFileSync(join(folder, dialect, file), "utf8")) as Exchange;
      test(`[DIA-1] ${file}: ${exchange.row}`, async () => {
        await runExchange(exchange, await serverFor(dialect, exchange.options));
      });
    }
  });
}
