import type { NewGuest } from "@parley/protocol";
import type { TestServer } from "./test-server.ts";

export async function newGuest(server: TestServer, args: Record<string, unknown> = {}): Promise<NewGuest> {
  const { body, status } = await server.post("guest.create", args);
  if (status !== 200) throw new Error(`no guest: ${JSON.stringify(body)}`);
  return body;
}
