/**
 * What the contracts `hertz` and `gochat` share: cousins, of one program. Not a dialect by itself: each of the two is
 * this with its own paths and words, and goes on without the other. Owns no rule and no state but caches.
 */
import type { DialectHost } from "../dialect.ts";

/** In what the cousins differ. */
export interface Flavour {
  readonly name: "hertz" | "gochat";
  readonly getUserListMethod: "GET" | "POST";
  readonly deleteUserMethods: readonly ("GET" | "POST")[];
  readonly loadCommunity: { readonly path: string; readonly ownField: string };
  /** What `Total` says beside communities. */
  readonly communityTotal: "count" | "text";
  /** Of history: in which key the list travels, and in which order without `isRev`. */
  readonly history: { readonly listIn: "Rows" | "Total"; readonly isNewestFirst: boolean };
  readonly befriend: readonly BefriendRoute[];
  /** Whether new communities answer `Data` 0 (or null). */
  readonly doneData: 0 | null;
  readonly sockets: readonly string[];
  /** Whether a client is told on entering what it missed; else it reads the history. */
  readonly pushesMissed: boolean;
}

export interface BefriendRoute {
  readonly path: string;
  readonly ownField: string;
  readonly target: { readonly field: string; readonly by: "id" | "name" };
  readonly words: BefriendWords;
}

export interface BefriendWords {
  readonly empty: string;
  readonly oneself: string;
  readonly already: string;
  readonly unknown: string;
  /** What a refused second request answers in `Code`. */
  readonly alreadyCode: number;
}

export interface GinchatOptions {
  readonly heartbeatMaxMs: number;
  readonly echoesGroups: boolean;
}

/** What all files of a flavour work with. */
export interface Ginchat {
  readonly host: DialectHost;
  readonly flavour: Flavour;
  readonly options: GinchatOptions;
}

export const done = "添加好友成功";

/** Options of a cousin, with its own numbers. */
export function ginchatOptions(name: string, heartbeatMaxMs: number, echoesGroups: "no" | "yes") {
  return {
    heartbeatMaxMs: {
      type: "integer",
      default: heartbeatMaxMs,
      min: 100,
      unit: "ms",
      description: `How long a socket of ${name} may send no heartbeat before it is closed.`,
    },
    groupEcho: {
      type: { oneOf: ["no", "yes"] },
      default: echoesGroups,
      description: `yes: who writes into a group through ${name} is sent the message as well.`,
    },
  } as const;
}
