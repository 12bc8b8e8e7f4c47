import { Type } from "typebox";
import { defineMethod, everyUser } from "../define.ts";
import { member } from "../model/conversation.ts";
import { avatar } from "../model/profile.ts";
import { conversationId } from "../model/scalars.ts";
import { nickname } from "../model/user.ts";

export const setMemberProfile = defineMethod({
  name: "member.setProfile",
  summary: "Sets the caller's own name and picture in one group; null takes away.",
  callers: everyUser,
  kind: "write",
  params: Type.Object({
    conversationId: conversationId(),
    nickname: Type.Optional(Type.Union([nickname, Type.Null()])),
    avatar: Type.Optional(Type.Union([avatar, Type.Null()])),
  }),
  result: Type.Object({ member }),
  errors: ["not_found", "forbidden"],
  rate: { perMinute: 60, burst: 30 },
});
