/** The message object of the contract (3.4), for one reader: people are called as that reader calls them. */
import { type Message, ParleyError, type User } from "@parley/protocol";
import type { Caller, DialectHost } from "../dialect.ts";
import { fileOf, partsOf } from "../message-parts.ts";
import { keysOf, noticeType, ownSpelling, type Spelling, spellingOf } from "./codec.ts";
import type { Files } from "./files.ts";
import type { GroupRecord, Groups } from "./groups.ts";
import type { People } from "./people.ts";

/** Who reads. */
export interface Reader {
  readonly caller: Caller;
  readonly userId: number;
}

/** What is said, by whom. */
export interface Said extends Spelling {
  readonly id: string;
  readonly senderId: number;
  readonly at: number;
  readonly isRecalled?: boolean;
  /** Keys of special notices. */
  readonly extra?: object;
}

const remarksCached = { max: 20_000, ttlMs: 60_000 };
const system = { id: 0, name: "系统消息" };

export type MessageObjects = ReturnType<typeof createMessageObjects>;

export function createMessageObjects(
  host: DialectHost,
  { people, groups, files }: { people: People; groups: Groups; files: Files },
) {
  const remarks = host.cache<string, string | null>(remarksCached);

  function remarkOf({ caller, userId }: Reader, otherId: number): Promise<string | null> {
    return remarks.get(`${userId} ${otherId}`, async () => {
      try {
        const { contact } = await host.call(caller, "contact.get", { userId: otherId });
        return contact.remark;
      } catch (error) {
        // Who is gone, or nobody to a guest, has no name of the reader's own.
        if (error instanceof ParleyError && error.code === "not_found") return null;
        throw error;
      }
    });
  }

  /** The remark is the reader's own; nobody is shown another's. */
  async function nameOf(reader: Reader, user: User | null, userId: number): Promise<string> {
    if (userId === system.id) return system.name;
    const remark = user === null || userId === reader.userId ? null : await remarkOf(reader, userId);
    return remark ?? plainName(user);
  }

  async function singleFor(reader: Reader, peerId: number, said: Said): Promise<object> {
    const toId = said.senderId === reader.userId ? peerId : reader.userId;
    const [from, to] = await Promise.all([
      people.userOf(reader.caller, said.senderId),
      people.userOf(reader.caller, toId),
    ]);
    return {
      id: said.id,
      from_avatar: from?.avatar ?? "",
      from_name: await nameOf(reader, from, said.senderId),
      from_id: said.senderId,
      to_id: toId,
      to_name: await nameOf(reader, to, toId),
      to_avatar: to?.avatar ?? "",
      chatType: "single",
      ...rest(said, from),
    };
  }

  /** The same for all of its readers. */
  async function groupFor(
    caller: Caller,
    conversationId: number,
    said: Said,
    shown?: GroupRecord | null,
  ): Promise<object> {
    const record = await groups.fullRecord(caller, conversationId);
    const { members } = await groups.membersOf(caller, conversationId);
    const from = await people.userOf(caller, said.senderId);
    const member = members.find(({ userId }) => userId === said.senderId);
    return {
      id: said.id,
      from_avatar: member?.avatar ?? from?.avatar ?? "",
      from_name: member?.nickname ?? (said.senderId === system.id ? system.name : plainName(from)),
      from_id: said.senderId,
      to_id: record.id,
      to_name: record.name,
      to_avatar: record.avatar,
      chatType: "group",
      ...rest(said, from, shown === undefined ? record : shown),
    };
  }

  function spelled(part: NonNullable<Message["content"]>, sentAt: number): Spelling {
    const file = fileOf(part);
    return spellingOf(part, file === null ? null : files.addressOf(file.id, sentAt, file.mediaType));
  }

  return {
    singleFor,
    groupFor,
    forgetRemark: (userId: number, otherId: number) => remarks.forget(`${userId} ${otherId}`),
    /** How what a message says is spelled for one reader; its files' addresses are that reader's. */
    async spellingsFor(
      { caller, userId }: Reader,
      content: NonNullable<Message["content"]>,
      clientNote: string | undefined,
      sentAt: number,
    ): Promise<Spelling[]> {
      const own = ownSpelling(content, clientNote);
      const spellings = own === null ? partsOf(content).map((part) => spelled(part, sentAt)) : [own];
      const signed = spellings.map(async ({ data, options, type }) => ({
        type,
        data: typeof data === "string" ? await files.signed(caller, userId, data) : data,
        options,
      }));
      return Promise.all(signed);
    },
  };
}

/** What the system or somebody's doing says in a conversation. */
export function notice(id: string, senderId: number, at: number, text: string): Said {
  return { id, senderId, at, type: noticeType, data: keysOf(text), options: {} };
}

export function recallNotice(id: string, senderId: number, at: number, name: string): Said {
  return {
    ...notice(id, senderId, at, `${name}撤回了一条消息`),
    isRecalled: true,
    extra: { actionType: "revoke" },
  };
}

export function plainName(user: User | null): string {
  return user === null ? "" : user.nickname || user.username;
}

function rest(said: Said, from: User | null, group?: GroupRecord | null): object {
  return {
    type: said.type,
    data: said.data,
    options: said.options,
    create_time: said.at,
    isremove: said.isRecalled === true ? 1 : 0,
    ...(group === undefined ? {} : { group }),
    sendUUid: from?.uuid ?? "",
    ...said.extra,
  };
}
