/** The entry by which programs push to clients over HTTP (contract 1.5), for who has the service's key. */
import { timingSafeEqual } from "node:crypto";
import { ParleyError } from "@parley/protocol";
import type { DialectHost, DialectRequest, Peer, Route } from "../dialect.ts";
import type { Mapping } from "./mapping.ts";

/** People one push names. */
const receiversMax = 1_000;
const triggerHttp = 1;
const business = 1;

export function createRoutes(host: DialectHost, mapping: Mapping, serviceKey: string): readonly Route[] {
  async function push(request: DialectRequest): Promise<Response> {
    assertKey(request, serviceKey);
    const fields = await request.fields();
    const { message, openids, sendToAll } = readPush(fields);
    const peers = [...receivers(sendToAll, await idsOf(openids))];
    await host.audit({
      ...{ action: "dialect.push", targetId: "netty", address: request.address },
      details: { receivers: sendToAll ? "all" : openids.length, sockets: peers.length },
    });
    for (const peer of peers) peer.send(await pushFrame(peer, message));
    return Response.json({ success: true, statusCode: 200, content: null, msg: "操作成功" });
  }

  function* receivers(isForAll: boolean, userIds: readonly number[]): Iterable<Peer> {
    if (isForAll) yield* host.peers();
    else for (const userId of userIds) yield* host.peersOf(userId);
  }

  /** Whom nobody is called is told nothing. */
  async function idsOf(openids: readonly string[]): Promise<readonly number[]> {
    const ids = await Promise.all(openids.map(mapping.knownUserId));
    return [...new Set(ids.flatMap((id) => id ?? []))];
  }

  async function pushFrame(peer: Peer, message: object): Promise<string> {
    return JSON.stringify({
      activeTime: host.clock.now(),
      from: "system",
      messageId: host.newId(),
      msg: message,
      requestId: host.newId(),
      sessionId: peer.id,
      to: peer.user === null ? "" : await mapping.openidOf(peer.user.userId),
      trigger: triggerHttp,
      msgType: business,
    });
  }

  return [{ method: "POST", path: "/api/chatServe/rocketmq/mqmessage/message/send", handle: push }];
}

/** @throws invalid_arguments */
function readPush(fields: ReadonlyMap<string, unknown>) {
  const [to, message] = [fields.get("to") ?? [], fields.get("msg")];
  const sendToAll = fields.get("sendToAll") ?? false;
  const isMessage = typeof message === "object" && message !== null && !Array.isArray(message);
  const areIds = Array.isArray(to) && to.length <= receiversMax && to.every(isId);
  if (!areIds || !isMessage || typeof sendToAll !== "boolean") throw new ParleyError("invalid_arguments");
  return { openids: to.map(String), message, sendToAll };
}

/** Some programs write ids as numbers. */
function isId(value: unknown): value is string | number {
  return typeof value === "string" || Number.isSafeInteger(value);
}

/** @throws forbidden without a key, or with another one */
function assertKey(request: DialectRequest, serviceKey: string): void {
  const given = /^Bearer (\S+)$/i.exec(request.header("authorization") ?? "")?.[1] ?? "";
  const [bytes, right] = [Buffer.from(given), Buffer.from(serviceKey)];
  const isRight = serviceKey !== "" && bytes.length === right.length && timingSafeEqual(bytes, right);
  if (!isRight) throw new ParleyError("forbidden");
}
