/** What an option is, how its value is typed, and how it is spelled in each of its sources. */

export type OptionType = "text" | "integer" | "list" | { readonly oneOf: readonly string[] };

export interface Option {
  readonly type: OptionType;
  readonly default: string | number | readonly string[];
  readonly unit?: string;
  readonly description: string;
  /** Never shown. */
  readonly isSecret?: boolean;
  /** Smallest value of an integer; 0 where not given. */
  readonly min?: number;
  /** What a text that is given, or each item of a list, must look like. */
  readonly items?: { readonly pattern: RegExp; readonly example: string };
  /** Largest value of an integer; unbounded where not given. */
  readonly max?: number;
}

/** A value of the option. */
export type ValueOf<O extends Option> = O["type"] extends "integer"
  ? number
  : O["type"] extends "list"
    ? readonly string[]
    : O["type"] extends { oneOf: readonly (infer Choice)[] }
      ? Choice
      : string;

/** Values of a set of options. */
export type ValuesOf<T extends Readonly<Record<string, Option>>> = { readonly [N in keyof T]: ValueOf<T[N]> };

/** `accessTokenTtlMs` as `PARLEY_ACCESS_TOKEN_TTL_MS`. */
export function environmentName(name: string): string {
  return `PARLEY_${name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}

/** `accessTokenTtlMs` as `--access-token-ttl-ms`. */
export function flagName(name: string): string {
  return `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
