/** People and groups as the contract's records. What must stay secret is an empty text under its key. */
import type { Conversation, User } from "@parley/protocol";
import { mediaOfAddress, pictureAddress } from "./upload-address.ts";

interface Person extends User {
  readonly phone?: string | null;
  readonly email?: string | null;
  readonly createdAt?: number;
}

const unknownTime = "0001-01-01T00:00:00Z";

/** `identity` is told to oneself alone, when signing in. */
export function userRecord(person: Person, identity = "") {
  const created = person.createdAt === undefined ? unknownTime : new Date(person.createdAt).toISOString();
  return {
    ID: person.id,
    CreatedAt: created,
    UpdatedAt: created,
    DeletedAt: null,
    Name: person.username,
    PassWord: "",
    Phone: person.phone ?? "",
    Email: person.email ?? "",
    Avatar: pictureAddress(person.avatar),
    Identity: identity,
    ClientIp: "",
    ClientPort: "",
    Salt: "",
    LoginTime: null,
    HeartbeatTime: null,
    login_out_time: null,
    IsLogout: false,
    DeviceInfo: "",
  };
}

export function communityRecord({ id, name, ownerId, avatar }: Conversation, description: string | null) {
  return {
    ID: id,
    Name: name ?? "",
    OwnerId: ownerId ?? 0,
    Img: pictureAddress(avatar),
    Desc: description ?? "",
  };
}

/** The contract's own uploads are named from the page on; a picture is named from the root. */
export function pictureOf(address: string): string | null {
  const id = mediaOfAddress(address);
  if (id !== null) return `/media/${id}`;
  const rooted = address.replace(/^\.?\/?asset\//, "/asset/");
  return /^(https?:\/\/|\/)[^\s\\]+$/.test(rooted) ? rooted : null;
}
