/** Answers in the contract's shape: `{"msg","data"}`, and what each refusal is called. */
import { type ErrorCode, ParleyError } from "@parley/protocol";

export const tokenMissing = "您没有权限访问即时通讯接口";
export const tokenInvalid = "Token 令牌不合法！";
export const tokenExpired = "Token已过期！请重新获取令牌";
export const userGone = "当前用户不存在或者已被禁用";
export const visitorRefused = "您没有权限访问，请先注册或登录";

interface Words {
  readonly status: 400 | 404 | 422 | 500;
  readonly text: string;
}

const words = {
  bad_request: { status: 400, text: "请求格式错误" },
  invalid_arguments: { status: 422, text: "参数错误" },
  unauthenticated: { status: 400, text: tokenInvalid },
  token_expired: { status: 400, text: tokenExpired },
  credentials_invalid: { status: 400, text: "账户或密码错误" },
  second_factor_needed: { status: 400, text: "需要二次验证码" },
  code_invalid: { status: 400, text: "验证码错误" },
  forbidden: { status: 400, text: "没有权限" },
  not_accepted: { status: 400, text: "对方不接受" },
  not_found: { status: 400, text: "不存在" },
  unknown_operation: { status: 404, text: "404 错误" },
  conflict: { status: 400, text: "操作冲突" },
  username_taken: { status: 400, text: "该账号已存在，请换一个账号注册" },
  limit_reached: { status: 400, text: "数量已达上限" },
  window_passed: { status: 400, text: "已超过时限" },
  payload_too_large: { status: 400, text: "内容过大" },
  version_unsupported: { status: 400, text: "版本不支持" },
  rate_limited: { status: 400, text: "操作过于频繁，请稍后再试" },
  internal: { status: 500, text: "系统异常，请稍后再试" },
  busy: { status: 400, text: "服务器繁忙，请稍后再试" },
  unavailable: { status: 400, text: "服务暂不可用" },
} as const satisfies Record<ErrorCode, Words>;

/** Success. */
export function ok(data: unknown, msg = "ok"): Response {
  return Response.json({ msg, data });
}

/** The contract's own refusal: status 400 and these words. */
export function refused(text: string): ParleyError {
  return new ParleyError("forbidden", { details: { text } });
}

/** What was sent is not what the contract allows: status 422. */
export function invalid(text: string): ParleyError {
  return new ParleyError("invalid_arguments", { details: { text } });
}

/** Calls something refusals of which have words of their own here. */
export async function inWords<T>(calling: Promise<T>, texts: Partial<Record<ErrorCode, string>>): Promise<T> {
  try {
    return await calling;
  } catch (error) {
    const text = error instanceof ParleyError ? texts[error.code] : undefined;
    if (text === undefined) throw error;
    throw refused(text);
  }
}

export function errorText(error: ParleyError): string {
  const own = error.details?.text;
  return typeof own === "string" ? own : words[error.code].text;
}

export function refusal(error: ParleyError): Response {
  const { status } = words[error.code];
  return Response.json({ msg: "fail", data: errorText(error) }, { status });
}
