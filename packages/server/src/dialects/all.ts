/** The dialects there are: one line each. A folder and its line can be deleted without a word anywhere else. */
import type { Option } from "../config/option.ts";
import type { DialectDefinition } from "./dialect.ts";
import { egg } from "./egg/index.ts";
import { ginroom } from "./ginroom/index.ts";
import { gochat } from "./gochat/index.ts";
import { hertz } from "./hertz/index.ts";
import { dialectOptionName } from "./names.ts";
import { netty } from "./netty/index.ts";

export const dialects: readonly DialectDefinition[] = [netty, ginroom, egg, hertz, gochat];

export const dialectNames = dialects.map(({ name }) => name);

/** Rows of the table of options. */
export const dialectOptions: Readonly<Record<`dialect${Capitalize<string>}`, Option>> = Object.fromEntries(
  dialects.flatMap(({ name, options }) =>
    Object.entries({ port: portOption(name), ...options }).map(([option, row]) => [
      dialectOptionName(name, option),
      row,
    ]),
  ),
);

/** Those that the option `dialects` names. */
export function spokenDialects(names: readonly string[]): readonly DialectDefinition[] {
  return names.includes("all") ? dialects : dialects.filter(({ name }) => names.includes(name));
}

function portOption(name: string): Option {
  return {
    type: "integer",
    default: 0,
    max: 65_535,
    description: `A port on which ${name} alone is spoken, besides the main one; 0 for none.`,
  };
}
