/**
 * A recorded exchange of a wire contract, as data: what clients say in order, and what they must be told. Read from
 * `conformance/<dialect>/*.json` and replayed by run-exchange.ts; the guide of dialects explains the steps.
 */
export interface Exchange {
  /** The row of the contract, as in the table of docs/spec/dialect-<name>.md. */
  readonly row: string;
  /** Options of the server, where the standard ones will not do. */
  readonly options?: Readonly<Record<string, string | number>>;
  /** Made before the first step: `$ann.id`, `$ann.token`, ... */
  readonly people?: readonly string[];
  readonly steps: readonly Step[];
}

export type Step =
  | HttpStep
  | OpenStep
  | SendStep
  | ExpectStep
  | SilentStep
  | ClosedStep
  | CloseStep
  | CallStep
  | RecordStep
  | MailStep
  | CaptureStep;

/** An HTTP request: `"http": "POST /login"`. One body of `json`, `form`, `multipart` and `text` at most. */
export interface HttpStep {
  readonly http: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, unknown>>;
  /** Fields; `{ "file": name, "type", "text" or "base64" }` is a file. */
  readonly multipart?: Readonly<Record<string, unknown>>;
  readonly text?: string;
  readonly status?: number;
  /** Of the answer's JSON. */
  readonly expect?: unknown;
  /** Of the answer's text, where it is no JSON. */
  readonly expectText?: string;
  readonly expectHeaders?: Readonly<Record<string, unknown>>;
  /** Whether keys must come in the order written here. */
  readonly ordered?: boolean;
}

/** Opens a socket under a name. */
export interface OpenStep {
  readonly open: string;
  readonly path: string;
  readonly protocols?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
  /** The subprotocol that the server chose. */
  readonly protocol?: string;
  /** The handshake is refused; with this status when it is a number. */
  readonly refused?: boolean | number;
  /** Of the refusal's JSON, where its status is given. */
  readonly expect?: unknown;
}

/** One frame: JSON, or `text` as it is, or `base64` as a binary one. */
export interface SendStep {
  readonly send: string;
  readonly frame?: unknown;
  readonly text?: string;
  readonly base64?: string;
}

/** The next frame of the socket: none is skipped, so what is not expected must not come. */
export interface ExpectStep {
  readonly expect: string;
  readonly frame?: unknown;
  readonly text?: string;
  readonly ordered?: boolean;
}

/** Nothing more came, after the server has had a turn. */
export interface SilentStep {
  readonly silent: string;
}

export interface ClosedStep {
  readonly closed: string;
  readonly code?: number;
  readonly reason?: string;
}

/** The client closes; `hard` without a word, as a socket that dies. */
export interface CloseStep {
  readonly close: string;
  readonly hard?: boolean;
}

/** A native call of a person. */
export interface CallStep {
  readonly call: string;
  readonly as?: string;
  readonly args?: unknown;
  readonly expect?: unknown;
  /** The code of a refusal. */
  readonly error?: string;
  readonly into?: Readonly<Record<string, string>>;
}

/** The next record of a named stream. */
export interface RecordStep {
  readonly record: string;
  readonly expect: unknown;
  readonly ordered?: boolean;
}

/** The code of the newest mail to an address, of as many as there must be by now; one where not given. */
export interface MailStep {
  readonly mail: string;
  readonly into: string;
  readonly count?: number;
}

/** Takes values of the last answer, frame or record by their paths: `{ "token": "data.token" }` is `$token` from now on. */
export interface CaptureStep {
  readonly capture: Readonly<Record<string, string>>;
}
