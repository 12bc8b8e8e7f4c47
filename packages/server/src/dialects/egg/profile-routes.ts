/** Profiles, settings and looking for people. */
import { ParleyError } from "@parley/protocol";
import type { Caller, Route } from "../dialect.ts";
import { invalid, inWords, ok, refused } from "./errors.ts";
import { integer, oneOf, text } from "./fields.ts";
import { pictureFrom, plainPicture } from "./files.ts";
import type { EggParts } from "./index.ts";
import { avatarOf, contactOf, inviteConfirm, keptOf, profileOf, roleOf, usersetText } from "./people.ts";

export const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const usersetCharsMax = 60_000;
const searchMax = 50;

export function profileRoutes(parts: EggParts): readonly Route[] {
  return [...lookRoutes(parts), ...ownRoutes(parts)];
}

function lookRoutes({ guard, host, people }: EggParts): readonly Route[] {
  return [
    {
      method: "GET",
      path: "/api/userinfo/:uuid",
      async handle({ address, parameters }) {
        const uuid = uuidOf(parameters.uuid);
        const anonymous: Caller = { actor: { kind: "anonymous" }, address };
        const card = await people.cardOf(anonymous, uuid).catch(nullWhereNotFound);
        if (card === null) return ok(null);
        const { about, reach, user } = card;
        const { id, nickname, role, username } = user;
        return ok({
          ...{
            id,
            uuid: user.uuid,
            username,
            nickname,
            avatar: plainPicture(avatarOf(user)),
            role: roleOf(role),
          },
          userset: usersetText(reach),
          userinfo: profileOf(about),
        });
      },
    },
    guard.user("POST", "/api/chat/searchUser", async (request, { caller }) => {
      const query = text(await request.fields(), "keyword", { max: 50, pattern: /\S/ });
      const { users } = await host.call(caller, "user.search", { query, limit: searchMax });
      return ok(
        users.map((user) => ({
          ...{ id: user.id, username: user.username, avatar: avatarOf(user), role: roleOf(user.role) },
          ...{ uuid: user.uuid, nickname: user.nickname },
        })),
      );
    }),
    guard.visitor("POST", "/api/chat/getUserSetInfo", async (request, { caller, isVisitor }) => {
      const id = integer(await request.fields(), "userid", 1);
      const words = { not_found: "用户不存在或者为游客，无法加为好友" };
      if (isVisitor) await inWords(people.meet(caller, id), words);
      const { contact, profile } = await inWords(host.call(caller, "user.get", { id }), words);
      if (profile.role === "guest") throw refused(words.not_found);
      const { reach } = await inWords(people.cardOf(caller, profile.uuid), words);
      return ok({
        ...{ id, userset: usersetText(reach), invite_confirm: inviteConfirm(reach), uuid: profile.uuid },
        isgoodfriend: contact.isContact,
        isgoodfriend_status: contact.isContact ? 1 : 0,
      });
    }),
  ];
}

function ownRoutes({ guard, host }: EggParts): readonly Route[] {
  async function setReach(caller: Caller, isOpen: boolean): Promise<void> {
    const { settings } = await host.call(caller, "settings.get", { sections: ["contact"] });
    if (settings.contact === undefined) throw new ParleyError("internal");
    const value = { ...settings.contact, addBy: isOpen ? "anyone" : "approval" } as const;
    await host.call(caller, "settings.set", { section: "contact", value });
  }

  return [
    guard.visitor("POST", "/api/chat/userset", async (request, { caller }) => {
      const given = readObject(text(await request.fields(), "userset", { min: 2, max: usersetCharsMax }));
      const { chatset, ...kept } = given;
      const { settings } = await host.call(caller, "settings.get", { sections: ["contact", "client"] });
      if (settings.contact === undefined) throw new ParleyError("internal");
      const contact = contactOf(chatset, settings.contact);
      if (contact === null) throw invalid("参数 userset 格式错误");
      if (JSON.stringify(kept) !== JSON.stringify(keptOf(settings.client))) {
        const value = { ...settings.client, egg: kept };
        await host.call(caller, "settings.set", { section: "client", value });
      }
      await host.call(caller, "settings.set", { section: "contact", value: contact });
      return ok("ok");
    }),
    guard.visitor("POST", "/api/chat/updateUserinfo", async (request, { caller }) => {
      const fields = await request.fields();
      if (fields.get("fieldname") === "username") throw refused("账号不可修改");
      switch (oneOf(fields, "fieldname", ["nickname", "avatar", "invite_confirm"])) {
        case "nickname": {
          const nickname = text(fields, "fieldValue", { max: 30, pattern: /\S/ });
          await host.call(caller, "account.update", { nickname });
          return ok("修改昵称成功");
        }
        case "avatar": {
          const avatar = pictureFrom(text(fields, "fieldValue", { max: 1_000 }));
          await inWords(host.call(caller, "account.update", { avatar }), {
            invalid_arguments: "头像地址不合法",
          });
          return ok("头像更新成功");
        }
        case "invite_confirm":
          await setReach(caller, integer(fields, "fieldValue", 0, 1) === 0);
          return ok("设置成功");
      }
    }),
  ];
}

export function uuidOf(given: string | undefined): string {
  if (given === undefined || !uuidPattern.test(given)) throw invalid("参数 uuid 格式错误");
  return given.toLowerCase();
}

export function nullWhereNotFound(error: unknown): null {
  if (error instanceof ParleyError && error.code === "not_found") return null;
  throw error;
}

/** The text of a JSON object. */
function readObject(given: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(given);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw invalid("参数 userset 格式错误");
  }
  return value as Record<string, unknown>;
}
