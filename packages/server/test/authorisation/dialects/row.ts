/** How the matrix of the dialects is written: a row for each route or frame, a column for each kind of caller. */
import type { CallerKind, RefusedKind } from "./callers.ts";
import type { Account, DialectWorld } from "./world.ts";

/** `ok`, or the words of the contract's refusal. */
export type Outcome = string;
export type Row = Readonly<Record<CallerKind, Outcome>>;

export interface CaseContext {
  readonly world: DialectWorld;
  readonly kind: CallerKind;
  /** The caller; of nobody in particular, the stranger. */
  readonly self: Account;
  /** Of who is let in by none, nonsense. */
  readonly token: string | null;
}

/** What is sent: a path with its fields, or a frame. */
export interface Sent {
  readonly path?: string;
  readonly json?: object;
  readonly upload?: {
    readonly field: string;
    readonly name: string;
    readonly bytes: Uint8Array<ArrayBuffer>;
  };
  readonly headers?: Readonly<Record<string, string>>;
  readonly frame?: object | string;
}

export interface DialectCase {
  /** As the dialect's own table spells it: `POST /user/add`, `SOCKET /websocket`, `SOCKET /websocket private`. */
  readonly route: string;
  /** What it is about, where a route has several. */
  readonly about?: string;
  /** Whether it changes who is what to whom: it needs a world of its own. */
  readonly isLasting?: boolean;
  readonly sent: (context: CaseContext) => Sent;
  readonly expect: Partial<Row>;
}

/** Where nobody is asked who they are: the same for all, so a few of them are enough. */
export function anybody(outcome: Outcome): Partial<Row> {
  return { nobody: outcome, broken: outcome, stranger: outcome, owner: outcome };
}

/** For who is let in; how the rest is refused is the dialect's, the same on all of its routes. */
export function rows(refusals: Readonly<Record<RefusedKind, Outcome>>) {
  return (common: Outcome, except: Partial<Row> = {}): Row => ({
    ...refusals,
    ...signedIn(common),
    ...except,
  });
}

function signedIn(outcome: Outcome) {
  return {
    ...{ guest: outcome, stranger: outcome, contact: outcome, blocked: outcome },
    ...{ removed: outcome, muted: outcome, admin: outcome, owner: outcome },
  };
}
