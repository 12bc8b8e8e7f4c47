/** What a refusal is called in frames of type 500 and in answers over HTTP. */
import type { ErrorCode, ParleyError } from "@parley/protocol";

const texts = {
  bad_request: "消息格式错误",
  invalid_arguments: "参数错误",
  unauthenticated: "token 无效",
  token_expired: "token 已过期",
  credentials_invalid: "用户名或密码错误",
  second_factor_needed: "需要二次验证码",
  code_invalid: "验证码错误",
  forbidden: "没有权限",
  not_accepted: "对方不接收消息",
  not_found: "用户或群不存在",
  unknown_operation: "未知的消息类型",
  conflict: "操作冲突",
  username_taken: "用户名已存在",
  limit_reached: "数量已达上限",
  window_passed: "已超过时限",
  payload_too_large: "消息过长",
  version_unsupported: "版本不支持",
  rate_limited: "操作过于频繁，请稍后再试",
  internal: "服务器异常",
  busy: "服务器繁忙，请稍后再试",
  unavailable: "服务暂不可用",
} as const satisfies Record<ErrorCode, string>;

export function errorText({ code }: ParleyError): string {
  return texts[code];
}

/** Any exception of a handler (contract 1.4). */
export function exceptionFrame(message: string): string {
  return JSON.stringify({ type: 500, status: 500, params: { message } });
}
