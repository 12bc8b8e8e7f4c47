/** People as the contract writes them down, and what they let others do (`userset`). */
import type { Account, ContactRequest, ContactSettings, ResultOf, Settings, User } from "@parley/protocol";
import type { UserActor } from "../../engine/actor.ts";
import type { Caller, DialectHost } from "../dialect.ts";
import { plain } from "./fields.ts";

/** What a device said of itself when it asked; kept nowhere, answered where it was said. */
export interface DeviceWords {
  readonly deviceId: string;
  readonly uniplatform: string;
  readonly devicemodel: string;
  readonly deviceos: string;
  readonly devicebrand: string;
}

const noDevice: DeviceWords = {
  deviceId: "",
  uniplatform: "",
  devicemodel: "",
  deviceos: "",
  devicebrand: "",
};

interface Applications {
  readonly requests: readonly ContactRequest[];
  readonly users: ReadonlyMap<number, User>;
  readonly pendingCount: number;
}

const applicationPage = 200;

export type People = ReturnType<typeof createPeople>;

export function createPeople(host: DialectHost) {
  /** The whole record of who asks, with the token that is theirs from now on. */
  async function signedIn(
    actor: UserActor,
    caller: Caller,
    token: string,
    words: DeviceWords = noDevice,
  ): Promise<object> {
    const [{ account }, { settings }] = await Promise.all([
      host.call(caller, "account.me", {}),
      host.call(caller, "settings.get", { sections: ["contact", "client"] }),
    ]);
    const record = ownRecord(account, settings, words, host.clock.now(), caller.address);
    return { ...record, role: roleOf(actor.role), token };
  }

  /** Who somebody is by uuid, for whoever was given it, and how they may be reached. */
  const cardOf = (caller: Caller, uuid: string): Promise<ResultOf<"user.preview">> =>
    host.call(caller, "user.preview", { uuid });

  /** Walks through the applications to who asks, the newest first, and takes those it is told to. */
  async function applications(
    caller: Caller,
    choose: (request: ContactRequest) => "take" | "skip" | "last",
  ): Promise<Applications> {
    const requests: ContactRequest[] = [];
    const found = new Map<number, User>();
    let before: number | undefined;
    for (;;) {
      const page = await host.call(caller, "contact.requests.list", {
        limit: applicationPage,
        ...(before === undefined ? {} : { before }),
      });
      for (const user of page.users) found.set(user.id, user);
      for (const request of page.requests) {
        const choice = choose(request);
        if (choice !== "skip") requests.push(request);
        if (choice === "last") return { requests, users: found, pendingCount: page.pendingCount };
      }
      before = page.requests.at(-1)?.id;
      if (!page.hasMore || before === undefined) {
        return { requests, users: found, pendingCount: page.pendingCount };
      }
    }
  }

  return {
    signedIn,
    cardOf,
    applications,
    /**
     * A visitor turns to somebody whose id it was given: by opening their conversation, as everywhere (GUE-7).
     * @throws not_found, rate_limited
     */
    async meet(caller: Caller, userId: number): Promise<void> {
      await host.call(caller, "conversation.openDirect", { userId });
    },
    userOf: host.userOf,
  };
}

/** Roles have two names here. */
export function roleOf(role: User["role"]): "user" | "visitor" {
  return role === "guest" ? "visitor" : "user";
}

export function avatarOf({ avatar }: Pick<User, "avatar">): string {
  return avatar ?? "";
}

export function profileOf(
  profile: Pick<Account, "gender" | "birthday" | "bio" | "location" | "website">,
): object {
  const { bio, birthday, gender, location, website } = profile;
  return {
    gender: gender === "male" || gender === "female" ? gender : "unknown",
    birthday,
    ...{ bio: bio ?? "", location: location ?? "", website: website ?? "" },
  };
}

function ownRecord(
  account: Account,
  { client, contact }: Settings,
  words: DeviceWords,
  now: number,
  address: string,
): object {
  const { avatar, createdAt, email, id, nickname, phone, role, username, uuid } = account;
  return {
    ...{ id, uuid, username, nickname, avatar: avatar ?? "" },
    devicefingeruuid: words.deviceId,
    uniplatform: words.uniplatform,
    devicemodel: words.devicemodel,
    deviceos: words.deviceos,
    devicebrand: words.devicebrand,
    userset: usersetText(contact, keptOf(client)),
    invite_confirm: inviteConfirm(contact),
    ...{ mobile: phone ?? "", email: email ?? "", status: 1 },
    ...{ last_login: now, last_login_ip: address, register_time: createdAt, register_ip: "", is_deleted: 0 },
    ...{ wechat_openid: "", qq_openid: "", weibo_uid: "", role: roleOf(role) },
    ...{ is_email_verified: email === null ? 0 : 1, is_mobile_verified: 0, order: 50 },
    ...{ create_time: createdAt, update_time: createdAt },
  };
}

const counts = { none: 0, one: 1, unlimited: 2 } as const;
const allowances = ["none", "one", "unlimited"] as const;

interface ChatRule {
  readonly sendCount: number;
  readonly needFollow: boolean;
}

function chatRule({ messages, needsFollow }: ContactSettings["guests"]): ChatRule {
  return { sendCount: counts[messages], needFollow: needsFollow };
}

type Reach = Pick<ContactSettings, "guests" | "strangers" | "addBy">;

/** Who has said nothing lets everybody write one message (contract 3.5). */
const standard: ContactSettings = {
  guests: { messages: "one", needsFollow: false },
  strangers: { messages: "one", needsFollow: false },
  addBy: "approval",
};

/** `userset`: who may write how much, and whatever else clients of this contract keep in it. */
export function usersetText(contact: Reach = standard, kept: object = {}): string {
  const chatset = { visitor: chatRule(contact.guests), user: chatRule(contact.strangers) };
  return JSON.stringify({ ...kept, chatset });
}

/** 0 lets everybody become a friend at once. */
export function inviteConfirm({ addBy }: Reach = standard): 0 | 1 {
  return addBy === "anyone" ? 0 : 1;
}

/** Where clients keep what is theirs alone, this contract's have a place of their own. */
export function keptOf(client: Settings["client"]): object {
  const kept = (client as Record<string, unknown> | undefined)?.egg;
  return typeof kept === "object" && kept !== null ? kept : {};
}

/** What a `chatset` asks for; what it leaves out stays as it is, and without one the standard holds. Null when it is none. */
export function contactOf(chatset: unknown, before: ContactSettings): ContactSettings | null {
  if (chatset === undefined) return { ...standard, addBy: before.addBy };
  if (typeof chatset !== "object" || chatset === null) return null;
  const { user, visitor } = chatset as Record<string, unknown>;
  const [guests, strangers] = [ruleOf(visitor, before.guests), ruleOf(user, before.strangers)];
  return guests === null || strangers === null ? null : { ...before, guests, strangers };
}

function ruleOf(given: unknown, before: ContactSettings["guests"]): ContactSettings["guests"] | null {
  if (given === undefined) return before;
  if (typeof given !== "object" || given === null) return null;
  const { needFollow, sendCount } = given as Record<string, unknown>;
  const messages =
    sendCount === undefined ? before.messages : allowances[Number(plain(sendCount) || Number.NaN)];
  if (messages === undefined) return null;
  return { messages, needsFollow: needFollow === undefined ? before.needsFollow : isYes(needFollow) };
}

function isYes(value: unknown): boolean {
  return value === true || value === 1 || value === "1" || value === "true";
}
