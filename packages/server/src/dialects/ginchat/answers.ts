/** The two shapes of answers, always with status 200, and the words of refusals. */
import type { ErrorCode, ParleyError } from "@parley/protocol";
import type { DialectRequest } from "../dialect.ts";

const headers = { "cache-control": "no-store" };

/** `{"code","message","data"}`, of the routes about accounts. */
export function lower(code: number, message: string, data: unknown = null, more: HeadersInit = {}): Response {
  return Response.json({ code, message, data }, { headers: { ...headers, ...more } });
}

export interface Upper {
  readonly code?: number;
  readonly message: string;
  readonly data?: unknown;
  readonly rows?: unknown;
  readonly total?: unknown;
}

/** `{"Code","Msg","Data","Rows","Total"}`, of all others; keys that are not used are null. */
export function upper({ code = 0, message, data = null, rows = null, total = null }: Upper): Response {
  return Response.json({ Code: code, Msg: message, Data: data, Rows: rows, Total: total }, { headers });
}

export const refused = -1;

const lowerPaths: ReadonlySet<string> = new Set([
  "/user/createUser",
  "/user/findUserByNameAndPwd",
  "/user/updateUser",
  "/user/deleteUser",
  "/user/getUserList",
]);

export function refusal(error: ParleyError, { route }: DialectRequest): Response {
  const message = errorText(error);
  return lowerPaths.has(route) ? lower(refused, message) : upper({ code: refused, message });
}

const texts = {
  bad_request: "请求格式错误",
  invalid_arguments: "参数错误",
  unauthenticated: "请先登录",
  token_expired: "登录已过期，请重新登录",
  credentials_invalid: "密码不正确",
  second_factor_needed: "该账号需要二次验证，请使用网页登录",
  code_invalid: "验证码错误",
  forbidden: "没有权限",
  not_accepted: "对方不接收",
  not_found: "没有找到",
  unknown_operation: "没有找到",
  conflict: "操作冲突",
  username_taken: "用户名已注册！",
  limit_reached: "数量已达上限",
  window_passed: "已超过时限",
  payload_too_large: "内容过大",
  version_unsupported: "版本不支持",
  rate_limited: "操作过于频繁，请稍后再试",
  internal: "服务器异常",
  busy: "服务器繁忙，请稍后再试",
  unavailable: "服务暂不可用",
} as const satisfies Record<ErrorCode, string>;

export function errorText({ code }: ParleyError): string {
  return texts[code];
}
