/** The same call over HTTP and over the socket (CALL-1). */
import { expect } from "bun:test";
import { errorCodes, type SignedIn, type WireError } from "@parley/protocol";
import type { RawClient } from "./raw-client.ts";
import type { HttpAnswer, TestServer } from "./test-server.ts";

/** A user with a socket of their own: what a test needs to ask over both ways. */
export interface Caller {
  readonly user: SignedIn;
  readonly socket: RawClient;
}

export async function newCaller(server: TestServer, name: string): Promise<Caller> {
  const user = await server.newUser(name);
  return { user, socket: await server.connect(user) };
}

/** The error of a call that both transports must refuse alike. */
export async function refusedByBoth(
  server: TestServer,
  { user, socket }: Caller,
  operation: string,
  args: unknown,
): Promise<WireError> {
  const overHttp = await server.post(operation, args, user.accessToken);
  const overSocket = await socket.errorOf(operation, args);
  expect(overHttp.body).toEqual({ error: overSocket });
  expect(overHttp.status).toBe(errorCodes[overSocket.code].status);
  return overSocket;
}

/** The result of a read that both transports must answer alike. */
export async function readByBoth(
  server: TestServer,
  caller: Caller,
  operation: string,
  args: unknown,
): Promise<HttpAnswer["body"]> {
  const { status, body } = await server.post(operation, args, caller.user.accessToken);
  expect(status).toBe(200);
  expect(withoutCursor(await caller.socket.call(operation, args))).toEqual(withoutCursor(body));
  return body;
}

/** What the server does by itself meanwhile moves the cursor of heads. */
function withoutCursor(answer: HttpAnswer["body"]): HttpAnswer["body"] {
  return { ...answer, cursor: undefined };
}
