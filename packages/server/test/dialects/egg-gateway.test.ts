/** `/ws` behind a reverse proxy that passes the upgrade on: here nginx, as an operator would have it. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { type Gateway, startGateway } from "../../../../scripts/services/nginx.ts";
import { freePort } from "../support/free-port.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";
import { EggClient } from "./egg-client.ts";

let server: TestServer;
let gateway: Gateway | null = null;
/** Why there is no gateway on this machine. */
let missing = "";

beforeAll(async () => {
  const port = await freePort();
  server = await startTestServer({ dialects: "egg", dialectEggPort: port });
  const locations = `
    location = /ws {
      proxy_pass http://127.0.0.1:${port};
      proxy_http_version 1.1;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection "upgrade";
      proxy_set_header Host $host;
    }
    location /api/ { proxy_pass http://127.0.0.1:${port}; }
    location / { return 404; }`;
  gateway = await startGateway(await freePort(), locations).catch((error: unknown) => {
    missing = String(error);
    return null;
  });
}, 120_000);
afterAll(async () => {
  await gateway?.stop();
  await server.stop();
});

test("[DIA-1] behind a reverse proxy with the upgrade headers clients are told what is said", async () => {
  if (gateway === null) {
    console.warn(`skipped: ${missing}`);
    return;
  }
  const [ann, bob] = [
    new EggClient(server, await server.newUser("ann")),
    new EggClient(server, await server.newUser("bob")),
  ];
  await bob.come(`ws://127.0.0.1:${gateway.port}`);
  await ann.say(bob.id, "through");
  expect((await bob.hear()).data).toContain("through");
  await bob.leave();
}, 60_000);
