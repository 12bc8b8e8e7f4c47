import { type Static, Type } from "typebox";
import { limits } from "../limits.ts";
import { languageTag } from "./language.ts";
import { count, time } from "./scalars.ts";
import { nickname, user } from "./user.ts";

export const gender = Type.Union([
  Type.Literal("unknown"),
  Type.Literal("male"),
  Type.Literal("female"),
  Type.Literal("other"),
]);
export type Gender = Static<typeof gender>;

export const avatar = Type.String({
  minLength: 1,
  maxLength: limits.avatarCharsMax,
  pattern: "^(https?://|/)[^\\s\\\\]+$",
  description:
    "Address of a picture: `/media/<id>` of an image one has uploaded, which `media.link` makes an address to fetch; " +
    "or http or https, or another path of this server.",
});

export const birthday = Type.String({
  pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
  description: "`YYYY-MM-DD`: a day that was, not before 1900.",
});

export const website = Type.String({
  minLength: 1,
  maxLength: limits.websiteCharsMax,
  pattern: "^https?://",
  description: "Address with http or https.",
});

export const bio = Type.String({ minLength: 1, maxLength: limits.bioCharsMax, pattern: "\\S" });

export const location = Type.String({ minLength: 1, maxLength: limits.locationCharsMax, pattern: "\\S" });

export const phone = Type.String({
  minLength: limits.phoneCharsMin,
  maxLength: limits.phoneCharsMax,
  pattern: "^\\+?[0-9 ().-]+$",
  description: "Phone number; what separates its digits is not kept.",
});

const orNull = <T extends typeof bio>(text: T) => Type.Union([text, Type.Null()]);

/** What people say of themselves. */
const own = {
  gender,
  birthday: orNull(birthday),
  bio: orNull(bio),
  location: orNull(location),
  website: orNull(website),
};

/** The caller's own account, with all that nobody else is told. */
export const account = Type.Object({
  ...user.properties,
  ...own,
  language: orNull(languageTag),
  email: Type.Union([Type.String(), Type.Null()]),
  phone: Type.Union([Type.String(), Type.Null()]),
  hasPassword: Type.Boolean(),
  createdAt: time("When the account was made."),
});
export type Account = Static<typeof account>;

/** What `account.update` may change; null takes away. */
export const accountChanges = {
  nickname,
  avatar: orNull(avatar),
  gender,
  birthday: orNull(birthday),
  bio: orNull(bio),
  location: orNull(location),
  website: orNull(website),
  language: orNull(languageTag),
  phone: orNull(phone),
};

/** Another person, as far as that person lets the caller see. */
export const profile = Type.Object({
  ...user.properties,
  ...own,
  email: Type.Union([Type.String(), Type.Null()], { description: "Null: none, or not for the caller." }),
  phone: Type.Union([Type.String(), Type.Null()], { description: "Null: none, or not for the caller." }),
  lastActiveAt: Type.Union([time("When they were last there, to the hour."), Type.Null()], {
    description: "Null: unknown, or not for the caller.",
  }),
  followerCount: count("How many follow this person."),
  followingCount: count("How many this person follows."),
});
export type Profile = Static<typeof profile>;
