/** Groups: what they say of themselves, and who may do what in them (GRP). */
import { type Static, Type } from "typebox";
import { limits } from "../limits.ts";
import { conversation } from "./conversation.ts";
import { conversationCategory, conversationNumber } from "./directory.ts";
import { avatar } from "./profile.ts";
import { uuid } from "./scalars.ts";

const everyoneOrAdmins = (description: string) =>
  Type.Union([Type.Literal("everyone"), Type.Literal("admins")], { description });

/** The rules of a group. */
const rules = {
  join: Type.Union([Type.Literal("closed"), Type.Literal("approval"), Type.Literal("open")], {
    description: "Who finds the group may come in: never, when an admin says so, at once.",
  }),
  guestsMayJoin: Type.Boolean(),
  guestsMayWrite: Type.Boolean({ description: "Guests who are in it write like others, or only read." }),
  isPublic: Type.Boolean({ description: "Everybody finds it in the directory." }),
  membersMax: Type.Integer({
    minimum: 0,
    maximum: limits.groupMembersMaxOwn,
    description: "Members it may have; 0: as many as the server allows any group.",
  }),
  invite: everyoneOrAdmins("Who may add members and make invitations."),
  edit: everyoneOrAdmins("Who may change name, picture, description and announcement."),
  mentionAll: everyoneOrAdmins("Who may mention everybody at once."),
  pin: everyoneOrAdmins("Who may pin messages."),
  showsHistory: Type.Boolean({ description: "Who comes in later sees what was before." }),
  hidesMembers: Type.Boolean({ description: "Members see the owner, the admins and themselves alone." }),
  slowModeMs: Type.Integer({
    minimum: 0,
    maximum: limits.slowModeMsMax,
    description: "Least time between two messages of a member; 0 is none.",
  }),
  isBroadcast: Type.Boolean({ description: "Only the owner and admins write." }),
  retentionMs: Type.Union(
    [Type.Literal(0), Type.Integer({ minimum: limits.retentionMsMin, maximum: limits.retentionMsMax })],
    { description: "How long messages are kept; 0: as long as the server keeps any." },
  ),
  isMutedAll: Type.Boolean({ description: "For now only the owner and admins write." }),
};

export const groupSettings = Type.Object(rules);
export type GroupSettings = Static<typeof groupSettings>;

/** What `group.update` may change of them. `isMutedAll` is `group.muteAll`'s. */
const { isMutedAll: _, ...changeable } = rules;
export const groupSettingsChanges = Type.Partial(Type.Object(changeable));

export const groupName = Type.String({ minLength: 1, maxLength: limits.groupNameCharsMax, pattern: "\\S" });
export const groupDescription = Type.String({
  minLength: 1,
  maxLength: limits.groupDescriptionCharsMax,
  pattern: "\\S",
});
const orNull = <T extends typeof groupName>(text: T) => Type.Union([text, Type.Null()]);

/** What `group.update` may change; null takes away. */
export const groupChanges = {
  name: groupName,
  avatar: orNull(avatar),
  description: orNull(groupDescription),
  announcement: orNull(
    Type.String({ minLength: 1, maxLength: limits.groupAnnouncementCharsMax, pattern: "\\S" }),
  ),
  number: Type.Union([conversationNumber, Type.Null()]),
  category: conversationCategory,
  settings: groupSettingsChanges,
};

/** A group as its members see it. */
export const group = Type.Object({
  conversation,
  description: Type.Union([Type.String(), Type.Null()]),
  announcement: Type.Union([Type.String(), Type.Null()]),
  uuid: uuid("The conversation's other name, which nobody can guess."),
  number: Type.Union([conversationNumber, Type.Null()]),
  category: conversationCategory,
  settings: groupSettings,
});
export type Group = Static<typeof group>;
