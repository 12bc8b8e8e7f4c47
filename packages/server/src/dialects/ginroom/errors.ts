/** What refusals are called: in general, and on the routes where the contract has words of its own. */
import type { ErrorCode, ParleyError } from "@parley/protocol";
import { answer, statuses } from "./codec.ts";

const texts = {
  bad_request: "参数错误",
  invalid_arguments: "参数错误",
  unauthenticated: "token is invalid",
  token_expired: "token is expired",
  credentials_invalid: "查询不到值",
  second_factor_needed: "需要二次验证码",
  code_invalid: "验证码错误",
  forbidden: "没有权限",
  not_accepted: "对方不接受",
  not_found: "查询失败",
  unknown_operation: "接口不存在",
  conflict: "操作冲突",
  username_taken: "用户名或邮箱已存在",
  limit_reached: "数量已达上限",
  window_passed: "已超过时限",
  payload_too_large: "内容过长",
  version_unsupported: "版本不支持",
  rate_limited: "操作过于频繁，请稍后再试",
  internal: "服务器内部错误",
  busy: "服务器繁忙，请稍后再试",
  unavailable: "服务暂不可用",
} as const satisfies Record<ErrorCode, string>;

type Words = Partial<Record<ErrorCode, string>>;

const unanswered = (text: string): Words => ({ internal: text, unavailable: text });
const queried = unanswered("查询失败");
const upgraded = { unauthenticated: "wensocket升级失败" };

const routeTexts: Readonly<Record<string, Words>> = {
  "/login": { internal: "jwt内部错误" },
  "/send/code": { conflict: "邮箱已存在", forbidden: "发送失败", ...unanswered("redis内部出错") },
  "/register": {
    conflict: "用户名或邮箱已存在",
    forbidden: "注册失败",
    limit_reached: "注册失败",
    ...unanswered("注册失败"),
  },
  "/user/detail": queried,
  "/query/detail": queried,
  "/user/query/detail": queried,
  "/user/add": {
    not_found: "用户不存在",
    not_accepted: "对方拒绝添加好友",
    limit_reached: "添加user_room失败",
    ...unanswered("添加room_basic失败"),
  },
  "/user/delete": { not_found: "无此用户", ...unanswered("房间不存在") },
  "/user/chat/list": { not_found: "无效的房间号", forbidden: "无效的房间号", ...queried },
  "/user/room/create": { conflict: "房间号已存在", ...unanswered("添加room_basic失败") },
  "/user/room/join": { not_found: "房间不存在", conflict: "已申请加入", ...unanswered("添加user_room失败") },
  "/user/room/list": queried,
  "/user/websocket/message": upgraded,
  "/websocket/message": upgraded,
  "/websocket/all": upgraded,
};

export function errorText({ code }: ParleyError, route?: string): string {
  return (route === undefined ? undefined : routeTexts[route]?.[code]) ?? texts[code];
}

export function refusal(error: ParleyError, route: string): Response {
  // Only what the token's signing does is called an error of the server.
  const isFault = error.code === "internal" && route === "/login";
  return answer(isFault ? statuses.failed : statuses.refused, errorText(error, route));
}

/** What was said on a socket and not taken. */
export function frameText(error: ParleyError): string {
  const path = String(error.details?.path ?? "");
  if (error.code === "invalid_arguments" && path === "/room_identity") return "房间号不能为空";
  if (error.code === "invalid_arguments" && path === "/message") return "消息不能为空";
  if (error.code === "bad_request") return "消息格式错误";
  return error.code === "not_found" ? "无效的房间号" : texts[error.code];
}

/** Why a handshake was refused; null where no token came with it. */
export function upgradeRefusal(error: ParleyError | null): Response {
  if (error === null) return Response.json({ status: statuses.refused, message: "token不能为空" });
  return answer(statuses.refused, "wensocket升级失败", texts[error.code]);
}
