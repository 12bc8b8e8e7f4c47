/**
 * Who is signed in, and the tokens. Owns signing in over HTTP, the rotation of refresh tokens and where they are kept.
 * Invariant: a refresh token is used once, whoever of the tabs wants a new access token (ACC-5).
 */
import type { Device, MethodName, ParamsOf, ResultOf, SignedIn, User } from "@parley/protocol";
import { ParleyError, type WireError } from "@parley/protocol/errors";
import type { ClientOptions, Session } from "../api.ts";
import type { Credentials } from "../connection/link.ts";
import { randomUuid } from "../platform/message-id.ts";
import type { Platform } from "../platform/platform.ts";
import { Cell } from "../state/cell.ts";
import type { LocalStore, StoredState } from "../storage/local-store.ts";

/** A token that ends within this time is renewed before it is used. */
const tokenLeftMs = 30_000;
const httpTimeoutMs = 15_000;
/** A tab that began to refresh and was closed blocks the others for at most this long. */
const claimMs = 10_000;
const claimPollMs = 250;

/** Calls besides signing in for which nobody need be signed in. */
export type OpenCallName =
  | "account.sendCode"
  | "account.resetPassword"
  | "oidc.begin"
  | "server.info"
  | "signIn.request"
  | "signIn.complete";

export interface SessionKeeperOptions {
  readonly url: string;
  readonly platform: Platform;
  readonly store: LocalStore;
  readonly device: ClientOptions["device"];
  readonly token: ClientOptions["token"];
}

/** Calls that answer tokens to keep. */
export type SignInName =
  | "account.register"
  | "account.login"
  | "setup.claim"
  | "oidc.complete"
  | "guest.create"
  | "guest.resume"
  | "guest.upgrade";

interface Claim {
  readonly owner: string;
  readonly until: number;
}

export class SessionKeeper implements Credentials {
  readonly session = new Cell<Session | null | undefined>(undefined);
  readonly #options: SessionKeeperOptions;
  readonly #owner: string;
  #deviceId: string;
  #signedIn: SignedIn | null = null;
  #refreshing: Promise<string | null> | null = null;

  constructor(options: SessionKeeperOptions) {
    this.#options = options;
    this.#owner = randomUuid(options.platform);
    this.#deviceId = randomUuid(options.platform);
  }

  restore(stored: StoredState): void {
    if (stored.deviceId === null) this.#keepDeviceId();
    else this.#deviceId = stored.deviceId;
    this.#set(stored.session);
  }

  device(): Device {
    const { name, platform } = this.#options.device ?? {};
    return {
      id: this.#deviceId,
      ...(name === undefined ? {} : { name }),
      ...(platform === undefined ? {} : { platform }),
    };
  }

  /** Another tab signed in, out, or renewed the tokens. */
  async reload(): Promise<void> {
    if (this.#options.token === undefined) this.#set(await this.#options.store.session());
  }

  async signIn<N extends SignInName>(name: N, args: ParamsOf<N>): Promise<ResultOf<N>> {
    const token = name === "guest.upgrade" ? await this.accessToken(null) : null;
    const result = await this.#post(name, { ...args, device: this.device() }, token);
    const { guestSecret = null, ...signedIn } = result as SignedIn & { guestSecret?: string };
    await this.#save(signedIn);
    if (name === "guest.upgrade") await this.keepGuestSecret(null);
    else if (guestSecret !== null) await this.keepGuestSecret(guestSecret);
    return result as ResultOf<N>;
  }

  /** Another device let this one in. */
  async adopt(signedIn: SignedIn): Promise<void> {
    await this.#save(signedIn);
  }

  /** Null forgets it: nobody on this device is that guest any more. */
  async keepGuestSecret(guestSecret: string | null): Promise<void> {
    const key = "guestSecret";
    await this.#options.store.write([
      guestSecret === null ? { table: "values", key } : { table: "values", key, value: guestSecret },
    ]);
  }

  /** A call for which nobody need be signed in. */
  async ask<N extends OpenCallName>(name: N, args: ParamsOf<N>): Promise<ResultOf<N>> {
    return (await this.#post(name, args, null)) as ResultOf<N>;
  }

  async signOut(): Promise<void> {
    const { platform, store } = this.#options;
    let last = (await store.session()) ?? this.#signedIn;
    await this.#save(null);
    await this.keepGuestSecret(null);
    if (last === null) return;
    try {
      if (last.expiresAt <= platform.now()) {
        const { refreshToken } = last;
        last = (await this.#post("account.refresh", { refreshToken }, null)) as SignedIn;
      }
      await this.#post("account.logout", {}, last.accessToken);
    } catch {
      // Out of reach or ended already: here it is over in any case, there it ends with its tokens.
    }
  }

  /** `hello` says who the user is now; with an application's own tokens it is the only one who does. */
  takeUser(user: Session["user"]): void {
    this.session.set({ user });
  }

  async accessToken(refused: string | null): Promise<string | null> {
    const { token, platform } = this.#options;
    if (token !== undefined) return token(refused);
    const known = this.#signedIn;
    if (known === null) return null;
    if (known.accessToken !== refused && known.expiresAt - platform.now() > tokenLeftMs)
      return known.accessToken;
    this.#refreshing ??= this.#refresh(refused).finally(() => {
      this.#refreshing = null;
    });
    return this.#refreshing;
  }

  async #refresh(refused: string | null): Promise<string | null> {
    await this.#claim();
    try {
      const known = this.#signedIn;
      const stored = (await this.#options.store.session()) ?? known;
      if (stored === null) return null;
      if (stored.accessToken !== known?.accessToken && stored.accessToken !== refused) {
        this.#set(stored);
        return stored.accessToken;
      }
      const renewed = await this.#post("account.refresh", { refreshToken: stored.refreshToken }, null);
      await this.#save(renewed as SignedIn);
      return (renewed as SignedIn).accessToken;
    } catch (failure) {
      if (isRefused(failure)) return this.#resumeGuest();
      throw failure;
    } finally {
      await this.#options.store.write([{ table: "values", key: "refreshClaim" }]);
    }
  }

  /** A guest whose session is over has its secret still. */
  async #resumeGuest(): Promise<string | null> {
    const guestSecret = await this.#options.store.guestSecret();
    if (guestSecret === null || this.#signedIn?.user.role !== "guest") return null;
    try {
      const { accessToken } = await this.signIn("guest.resume", { guestSecret });
      return accessToken;
    } catch (failure) {
      if (!isRefused(failure)) throw failure;
      await this.keepGuestSecret(null);
      return null;
    }
  }

  /** Waits until no other tab is refreshing. Where tabs share one connection nobody ever is. */
  async #claim(): Promise<void> {
    const { platform, store } = this.#options;
    for (;;) {
      const now = platform.now();
      const mine: Claim = { owner: this.#owner, until: now + claimMs };
      const held = await store.storage
        .update("values", "refreshClaim", (value) => {
          const claim = value as Claim | undefined;
          return claim !== undefined && claim.owner !== this.#owner && claim.until > now ? claim : mine;
        })
        .catch(() => mine);
      if ((held as Claim).owner === this.#owner) return;
      await new Promise<void>((resolve) => platform.setTimer(resolve, claimPollMs));
    }
  }

  async #save(signedIn: SignedIn | null): Promise<void> {
    this.#set(signedIn);
    const key = "session";
    await this.#options.store.write([
      signedIn === null ? { table: "values", key } : { table: "values", key, value: signedIn },
    ]);
  }

  #keepDeviceId(): void {
    void this.#options.store.write([{ table: "values", key: "deviceId", value: this.#deviceId }]);
  }

  #set(signedIn: SignedIn | null): void {
    this.#signedIn = signedIn;
    const current = this.session.get();
    if (signedIn === null) this.session.set(null);
    else if (!isSame(current?.user, signedIn.user)) this.session.set({ user: signedIn.user });
  }

  async #post(name: MethodName, args: unknown, token: string | null): Promise<unknown> {
    const { platform, url } = this.#options;
    let reply: Awaited<ReturnType<Platform["post"]>>;
    try {
      reply = await platform.post(`${url}/v1/${name}`, args, token, httpTimeoutMs);
    } catch (cause) {
      throw new ParleyError("unavailable", { message: "The server cannot be reached.", cause });
    }
    if (reply.status === 200) return reply.body;
    const error = (reply.body as { error?: WireError } | undefined)?.error;
    throw error === undefined ? new ParleyError("unavailable") : ParleyError.fromWire(error);
  }
}

function isRefused(failure: unknown): boolean {
  return failure instanceof ParleyError && failure.code === "credentials_invalid";
}

/** A guest that becomes an account keeps its id. */
function isSame(known: User | undefined, user: User): boolean {
  return known?.id === user.id && known.role === user.role;
}
