/** Records of the contract, with its spellings `nicname` and `crated_at`, its numbers and its unix seconds. */
import type { Account, Gender, Message, Profile, User } from "@parley/protocol";
import { secondsOf } from "./codec.ts";
import { type Details, roomTypes } from "./mapping.ts";

/** Who is neither is unknown to the contract. */
const sexes = { unknown: 0, male: 1, female: 2, other: 0 } as const satisfies Record<Gender, number>;

/** One's own. The key of the password stays, and never holds one. */
export function ownRecord(account: Account) {
  const createdAt = secondsOf(account.createdAt);
  return {
    identity: account.uuid,
    username: account.username,
    password: "",
    nicname: account.nickname,
    sex: sexes[account.gender],
    email: account.email ?? "",
    avatar: account.avatar ?? "",
    crated_at: createdAt,
    updated_at: createdAt,
  };
}

export function otherRecord(profile: Profile, isFriend: boolean, roomIdentity: string) {
  return {
    nicname: profile.nickname,
    sex: sexes[profile.gender],
    email: profile.email ?? "",
    avatar: profile.avatar ?? "",
    is_friend: isFriend,
    identity: profile.uuid,
    room_identity: roomIdentity,
  };
}

export function messageRecord(
  message: Pick<Message, "sentAt"> & { readonly editedAt?: number },
  roomIdentity: string,
  sender: User | null,
  data: string,
) {
  return {
    user_identity: sender?.uuid ?? "",
    room_identity: roomIdentity,
    data,
    crated_at: secondsOf(message.sentAt),
    updated_at: secondsOf(message.editedAt ?? message.sentAt),
    username: sender?.username ?? "",
  };
}

/** A room of friends has no number, name or info. */
export function roomRecord(details: Details, owner: User | null, updatedAt: number) {
  const { conversation, description, number, uuid } = details;
  return {
    identity: uuid,
    number: number ?? "",
    name: conversation.kind === "group" ? (conversation.name ?? "") : "",
    info: description ?? "",
    user_identity: owner?.uuid ?? "",
    room_type: conversation.kind === "group" ? roomTypes.group : roomTypes.private,
    crated_at: secondsOf(conversation.createdAt),
    updated_at: secondsOf(updatedAt),
    room_identity: uuid,
  };
}
