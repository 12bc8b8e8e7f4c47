/**
 * What the contracts `hertz` and `gochat` share: cousins, of one program. Not a dialect by itself: each of the two is
 * this with its own paths and words, and goes on without the other. Owns no rule and no state but caches.
 */
import type { DialectHost } from "../dialect.ts";

/** In what the cousins differ. */
export interface Flavour {
  readonly name: "hertz" | "gochat";
  /** To whoever registers without a name or a password. */
  readonly emptyWords: string;
  /** Whether new communities answer `Data` 0 (or null). */
  readonly doneData: 0 | null;
  readonly sockets: readonly string[];
  /** Whether a client is told on entering what it missed; else it reads the history. */
  readonly pushesMissed: boolean;
}

export interface GinchatOptions {
  readonly heartbeatMaxMs: number;
  readonly echoesGroups: boolean;
  readonly tellsUnknownNames: boolean;
}

/** What all files of a flavour work with. */
export interface Ginchat {
  readonly host: DialectHost;
  readonly flavour: Flavour;
  readonly options: GinchatOptions;
}

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
    tellsUnknownNames: {
      type: { oneOf: ["no", "yes"] },
      default: "yes",
      description: `no: whoever signs in through ${name} under a name that nobody has is told the same as with a wrong password.`,
    },
  } as const;
}
