/** How the expected answers of one case are written: by what they have in common, then by exception. */
import type { ErrorCode, MethodName } from "@parley/protocol";
import type { CallerKind } from "./callers.ts";
import type { Account, Direct, World } from "./world.ts";

export type Outcome = "ok" | ErrorCode;
export type Row = Readonly<Record<CallerKind, Outcome>>;

/** For who is signed in. Without a token, or disabled, nobody is let in. */
export function signedIn(common: Outcome, except: Partial<Row> = {}): Row {
  return {
    anonymous: "unauthenticated",
    guest: common,
    stranger: common,
    contact: common,
    blocked: common,
    disabled: "unauthenticated",
    bot: common,
    admin: common,
    ...except,
  };
}

/** For everybody who is no guest. */
export function accounts(common: Outcome, except: Partial<Row> = {}): Row {
  return signedIn(common, { guest: "forbidden", ...except });
}

/** For people: no guests, no bots. */
export function people(common: Outcome, except: Partial<Row> = {}): Row {
  return accounts(common, { bot: "forbidden", ...except });
}

export function admins(outcome: Outcome): Row {
  return signedIn("forbidden", { admin: outcome });
}

/** For everybody, a token or none; a token that does not hold is refused even here. */
export function anyone(common: Outcome, except: Partial<Row> = {}): Row {
  return signedIn(common, { anonymous: common, ...except });
}

export interface CaseContext {
  readonly world: World;
  readonly kind: CallerKind;
  /** The caller; of nobody in particular, the target. */
  readonly self: Account;
  /** The caller's with the target; of nobody in particular, the stranger's. */
  readonly direct: Direct;
  /** A name nobody has. */
  readonly freshName: string;
}

export interface Case {
  /** What it is about, where an operation has several. */
  readonly about?: string;
  readonly args: (context: CaseContext) => object;
  readonly expect: Row;
}

export type Table = Readonly<Record<MethodName, readonly Case[]>>;
