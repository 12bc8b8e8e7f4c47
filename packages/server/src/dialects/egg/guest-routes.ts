/**
 * Guests of devices. What a device calls itself is a hint and opens nothing: who comes back brings the token it had (Q8).
 * Requests are signed with a salt that every client carries, so the signature proves nothing either; it is checked for
 * the clients that make it.
 */
import { createHash, timingSafeEqual } from "node:crypto";
import { ParleyError } from "@parley/protocol";
import type { UserActor } from "../../engine/actor.ts";
import type { Caller, DialectHost, DialectRequest, Route } from "../dialect.ts";
import { givenCredentials, newCredentials, passwordCharsMin } from "./account-routes.ts";
import { inWords, ok, refused } from "./errors.ts";
import { type Fields, plain } from "./fields.ts";
import { visitorClaim } from "./guard.ts";
import type { EggParts } from "./index.ts";
import type { EggOptions } from "./options.ts";
import type { DeviceWords } from "./people.ts";
import { createSignIn, device } from "./sign-in.ts";

const tooMany = { rate_limited: "请求过于频繁，请1个小时后再试" };
const wordsCharsMax = 100;
/** Signed requests that are remembered, so that none comes twice. */
const requestsMax = 20_000;
const sessionNamespace = "egg.guest-session";
const deviceNamespace = "egg.device";

export function guestRoutes(parts: EggParts): readonly Route[] {
  const { host, options } = parts;
  const signIn = createSignIn(parts);
  const assertSigned = createSignatures(host, options);

  /** Whom the token in the header proves to be, if one is there and holds. */
  async function provedBy(request: DialectRequest): Promise<UserActor | null> {
    const token = request.header("token") ?? "";
    if (token === "" || options.guestReuse === "never") return null;
    try {
      return await host.authenticate(token, request.address);
    } catch (error) {
      if (error instanceof ParleyError && /^(unauthenticated|token_expired)$/.test(error.code)) return null;
      throw error;
    }
  }

  async function newGuest(request: DialectRequest, words: DeviceWords): Promise<UserActor> {
    const anonymous: Caller = { actor: { kind: "anonymous" }, address: request.address };
    const nickname = `VIS${words.deviceId.slice(0, 8)}`;
    const made = host.call(anonymous, "guest.create", { deviceId: words.deviceId, nickname });
    const actor = await host.actorOf(await inWords(made, tooMany));
    if (options.guestReuse === "fingerprint") {
      await host.externalIds.keep(deviceNamespace, words.deviceId, actor.userId);
      await host.externalIds.keep(sessionNamespace, actor.sessionId, actor.userId);
    }
    return actor;
  }

  /** In a closed network alone: the guest that this device had. */
  async function recognised({ deviceId }: DeviceWords, address: string): Promise<UserActor | null> {
    if (options.guestReuse !== "fingerprint") return null;
    const userId = await host.externalIds.find(deviceNamespace, deviceId);
    if (userId === null) return null;
    const sessionId = await host.externalIds.nameOf(sessionNamespace, userId);
    const actor: UserActor = { kind: "user", userId, role: "guest", sessionId: sessionId ?? "" };
    return host
      .authenticate(host.issueToken(actor, { kind: "hex" }), address)
      .catch((error: unknown) => (error instanceof ParleyError ? null : Promise.reject(error)));
  }

  async function come(request: DialectRequest): Promise<Response> {
    const fields = await request.fields();
    const words = assertSigned(request, fields);
    const known = (await provedBy(request)) ?? (await recognised(words, request.address));
    const actor = known ?? (await newGuest(request, words));
    if (actor.role === "guest") return ok(await signIn.enter(actor, request.address, words));
    // An account whose own token came along comes in as a visitor: with fewer rights, and nobody else.
    const record = await signIn.enter(actor, request.address, words, { [visitorClaim]: true });
    return ok({ ...record, role: "visitor" });
  }

  async function becomeAccount(request: DialectRequest): Promise<Response> {
    const fields = await request.fields();
    const words = assertSigned(request, fields);
    const credentials = newCredentials(fields);
    const guest = (await provedBy(request)) ?? (await recognised(words, request.address));
    const caller: Caller = {
      actor: guest?.role === "guest" ? guest : { kind: "anonymous" },
      address: request.address,
    };
    // Without its proof nobody gets the guest of a device: it is a new account then.
    const operation = caller.actor.kind === "user" ? "guest.upgrade" : "account.register";
    const signedIn = await host.call(caller, operation, { ...credentials, device }, { passwordCharsMin });
    return ok(await signIn.enter(await host.actorOf(signedIn), request.address, words));
  }

  async function logIn(request: DialectRequest): Promise<Response> {
    const fields = await request.fields();
    const words = assertSigned(request, fields);
    const anonymous: Caller = { actor: { kind: "anonymous" }, address: request.address };
    const signedIn = await host.call(anonymous, "account.login", { ...givenCredentials(fields), device });
    return ok(await signIn.enter(await host.actorOf(signedIn), request.address, words));
  }

  return [
    { method: "POST", path: "/api/visitorRegister", handle: come },
    { method: "POST", path: "/api/visitorregChat", handle: becomeAccount },
    { method: "POST", path: "/api/visitorloginChat", handle: logIn },
  ];
}

/** Checks a signed request and says of which device it is; each is taken once. @throws ParleyError */
function createSignatures(host: DialectHost, options: EggOptions) {
  /** Until when each is remembered, in the order in which they came. */
  const taken = new Map<string, number>();

  function takeOnce(key: string, now: number): void {
    for (const [old, until] of taken) {
      if (until > now && taken.size < requestsMax) break;
      taken.delete(old);
    }
    if (taken.has(key)) throw refused("请求已过期");
    taken.set(key, now + 2 * options.signatureMsMax);
  }

  return (request: DialectRequest, fields: Fields): DeviceWords => {
    const given = request.header("x-security-sign") ?? "";
    if (given === "") throw refused("非法访问");
    const [deviceId, timestamp] = [wordOf(fields, "deviceId"), wordOf(fields, "timestamp")];
    const isRight = isSame(given.toLowerCase(), signatureOf(deviceId, timestamp, options));
    if (options.guestSalt === "" || !isRight) throw refused("非法签名");
    const now = host.clock.now();
    const at = /^[0-9]{1,15}$/.test(timestamp) ? Number(timestamp) : Number.NEGATIVE_INFINITY;
    if (Math.abs(now - at) > options.signatureMsMax) throw refused("请求已过期");
    if (!/^[\w-]{36}$/.test(deviceId)) throw refused("无效标识");
    takeOnce(`${request.route} ${deviceId} ${timestamp}`, now);
    return {
      deviceId,
      uniplatform: wordOf(fields, "uniplatform"),
      devicemodel: wordOf(fields, "devicemodel"),
      deviceos: wordOf(fields, "deviceos"),
      devicebrand: wordOf(fields, "devicebrand"),
    };
  };
}

function signatureOf(deviceId: string, timestamp: string, { guestLiteral, guestSalt }: EggOptions): string {
  const text = `deviceId=${deviceId}&salt=${guestSalt}&timestamp=${timestamp}${guestLiteral}`;
  return createHash("sha256").update(text).digest("hex");
}

function isSame(given: string, right: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(right)];
  return one.length === other.length && timingSafeEqual(one, other);
}

function wordOf(fields: Fields, name: string): string {
  return plain(fields.get(name)).slice(0, wordsCharsMax);
}
