/** The first administrator of a test server. */
import type { SignedIn } from "@parley/protocol";
import type { Caller } from "./both-transports.ts";
import type { TestServer } from "./test-server.ts";

export async function claimAdmin(server: TestServer): Promise<SignedIn> {
  const newcomer = { username: "the_admin", password: "correct horse" };
  const { body, status } = await server.post("setup.claim", { code: server.setupCode, ...newcomer });
  if (status !== 200) throw new Error(`the claim failed: ${JSON.stringify(body)}`);
  return body;
}

export async function adminCaller(server: TestServer): Promise<Caller> {
  const user = await claimAdmin(server);
  return { user, socket: await server.connect(user) };
}
