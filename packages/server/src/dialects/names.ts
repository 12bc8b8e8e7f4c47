/** `serviceKey` of `netty` as `dialectNettyServiceKey`: the name of a dialect's option in the table of all options. */
export function dialectOptionName(dialect: string, option: string): `dialect${Capitalize<string>}` {
  return `dialect${capitalized(dialect)}${capitalized(option)}` as `dialect${Capitalize<string>}`;
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
