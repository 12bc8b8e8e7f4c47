/**
 * The closed list of error codes. `status` is the HTTP status the code travels with; `retry` tells a client
 * whether the same call may succeed later without a change ("later"), after a new token ("token") or never.
 */
export const errorCodes = {
  bad_request: { status: 400, retry: "never", text: "The request or frame could not be read." },
  invalid_arguments: { status: 400, retry: "never", text: "An argument is missing or not allowed." },
  unauthenticated: { status: 401, retry: "token", text: "A valid access token is needed." },
  token_expired: { status: 401, retry: "token", text: "The access token has expired." },
  credentials_invalid: { status: 401, retry: "never", text: "The name, password or code is wrong." },
  second_factor_needed: {
    status: 401,
    retry: "never",
    text: "A code of the second factor is needed as well.",
  },
  code_invalid: { status: 401, retry: "never", text: "The code is wrong, used or too old." },
  forbidden: { status: 403, retry: "never", text: "This is not allowed." },
  not_accepted: { status: 403, retry: "never", text: "This person does not accept it." },
  not_found: { status: 404, retry: "never", text: "It does not exist, or not for you." },
  unknown_operation: { status: 404, retry: "never", text: "There is no such operation." },
  conflict: { status: 409, retry: "never", text: "It contradicts what exists already." },
  username_taken: { status: 409, retry: "never", text: "This username is taken." },
  limit_reached: { status: 409, retry: "never", text: "There may not be more of these." },
  window_passed: { status: 409, retry: "never", text: "The time in which this was possible is over." },
  payload_too_large: { status: 413, retry: "never", text: "The request is larger than allowed." },
  version_unsupported: { status: 426, retry: "never", text: "This protocol version is not supported." },
  rate_limited: { status: 429, retry: "later", text: "Too many calls; wait and try again." },
  internal: { status: 500, retry: "later", text: "Something went wrong on the server." },
  busy: { status: 503, retry: "later", text: "The server is at its limit; try again soon." },
  unavailable: { status: 503, retry: "later", text: "The server cannot do this at the moment." },
} as const;

export type ErrorCode = keyof typeof errorCodes;

/** An error as it travels. `details` names fields or limits, never anything internal. */
export interface WireError {
  code: ErrorCode;
  message: string;
  retryAfterMs?: number;
  details?: Record<string, string | number>;
}

export interface ParleyErrorOptions {
  message?: string;
  retryAfterMs?: number;
  details?: Record<string, string | number>;
  cause?: unknown;
}

/** The one error class for everything a caller may see. Anything else that is thrown is a bug and seen as `internal`. */
export class ParleyError extends Error {
  readonly code: ErrorCode;
  readonly retryAfterMs: number | undefined;
  readonly details: Record<string, string | number> | undefined;

  constructor(code: ErrorCode, options: ParleyErrorOptions = {}) {
    super(
      options.message ?? errorCodes[code].text,
      options.cause === undefined ? undefined : { cause: options.cause },
    );
    this.name = "ParleyError";
    this.code = code;
    this.retryAfterMs = options.retryAfterMs;
    this.details = options.details;
  }

  toWire(): WireError {
    return {
      code: this.code,
      message: this.message,
      ...(this.retryAfterMs === undefined ? {} : { retryAfterMs: this.retryAfterMs }),
      ...(this.details === undefined ? {} : { details: this.details }),
    };
  }

  static fromWire(wire: WireError): ParleyError {
    return new ParleyError(wire.code, {
      message: wire.message,
      ...(wire.retryAfterMs === undefined ? {} : { retryAfterMs: wire.retryAfterMs }),
      ...(wire.details === undefined ? {} : { details: wire.details }),
    });
  }
}
