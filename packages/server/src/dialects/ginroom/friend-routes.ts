/** Friends: two people who share a room of type 1. */
import { ParleyError } from "@parley/protocol";
import type { DialectHost, Route } from "../dialect.ts";
import { done, invalid, refused } from "./codec.ts";
import { type Asked, withToken } from "./identity.ts";
import type { Mapping } from "./mapping.ts";
import { check } from "./validation.ts";

export function friendRoutes(host: DialectHost, mapping: Mapping): readonly Route[] {
  async function add({ actor, caller, request }: Asked): Promise<Response> {
    const checked = check(await request.fields(), ["user_name"]);
    if ("faults" in checked) return invalid(checked.faults);
    const username = checked.values.user_name;
    const { contact, profile } = await host.call(caller, "user.get", { username });
    if (profile.id === actor.userId) return refused("不能添加自己为好友");
    if (contact.isContact) return refused("已是好友");
    return befriend(caller, actor.userId, profile.id);
  }

  async function befriend(caller: Asked["caller"], userId: number, otherId: number): Promise<Response> {
    try {
      const { contact } = await host.call(caller, "contact.request", { userId: otherId });
      mapping.forgetFriend(userId, otherId);
      // Who wants to be asked is asked: the other one answers by adding in return.
      if (contact?.isContact !== true) return done("已发送好友申请", { room_identity: "" });
      const room = await mapping.roomWith(caller, otherId);
      return done("添加成功", { room_identity: room.identity });
    } catch (error) {
      if (!(error instanceof ParleyError && error.code === "conflict")) throw error;
      // Added by both at once, or asked before.
      const { isContact } = await host.call(caller, "contact.isContact", { userId: otherId });
      return refused(isContact ? "已是好友" : "已发送好友申请");
    }
  }

  async function remove({ actor, caller, request }: Asked): Promise<Response> {
    const uuid = (request.query("user_identity") ?? "").toLowerCase();
    if (uuid === "") return refused("无此用户");
    const { contact, profile } = await host.call(caller, "user.get", { uuid }).catch(unknownUser);
    // The contract answers this one as if it were well.
    if (!contact.isContact) return done("与对方不是好友");
    await host.call(caller, "contact.remove", { userId: profile.id });
    mapping.forgetFriend(actor.userId, profile.id);
    return done("删除成功", {});
  }

  return [
    { method: "POST", path: "/user/add", handle: withToken(host, add) },
    { method: "DELETE", path: "/user/delete", handle: withToken(host, remove) },
  ];
}

/** What is no uuid is nobody's. */
function unknownUser(error: unknown): never {
  if (error instanceof ParleyError && error.code === "invalid_arguments") throw new ParleyError("not_found");
  throw error;
}
