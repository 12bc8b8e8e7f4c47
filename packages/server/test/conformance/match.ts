/** Compares what came with what was recorded: values, placeholders, and variables taken before. */

export type Variables = Map<string, unknown>;

/** What stands for a value of a kind, in place of one. */
const placeholders: Readonly<Record<string, (value: unknown) => boolean>> = {
  any: () => true,
  int: Number.isSafeInteger,
  string: (value) => typeof value === "string",
  text: (value) => typeof value === "string" && value !== "",
  bool: (value) => typeof value === "boolean",
  list: Array.isArray,
  object: (value) => typeof value === "object" && value !== null && !Array.isArray(value),
  uuid: isText(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/),
  ms: (value) => Number.isSafeInteger(value) && Math.abs(Number(value) - Date.now()) < 3_600_000,
  seconds: (value) => Number.isSafeInteger(value) && Math.abs(Number(value) * 1_000 - Date.now()) < 3_600_000,
  javaDate: isText(
    /^(Sun|Mon|Tue|Wed|Thu|Fri|Sat) [A-Z][a-z]{2} [0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2} \S+ [0-9]{4}$/,
  ),
  dateTime: isText(/^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}$/),
  jwt: isText(/^[\w-]+\.[\w-]+\.[\w-]+$/),
  hex32: isText(/^[0-9A-F]{32}$/),
};

/** Where the two differ, as `path: what`; null when they do not. */
export function difference(
  expected: unknown,
  actual: unknown,
  variables: Variables,
  ordered: boolean,
  path = "",
): string | null {
  if (typeof expected === "string") return textDifference(expected, actual, variables, path);
  if (Array.isArray(expected)) return listDifference(expected, actual, variables, ordered, path);
  if (typeof expected === "object" && expected !== null) {
    return objectDifference(expected as Record<string, unknown>, actual, variables, ordered, path);
  }
  return Object.is(expected, actual) ? null : said(path, expected, actual);
}

function textDifference(
  expected: string,
  actual: unknown,
  variables: Variables,
  path: string,
): string | null {
  const kind = /^<([a-zA-Z0-9]+)>$/.exec(expected)?.[1];
  if (kind !== undefined) {
    const isKind = placeholders[kind];
    if (isKind === undefined) throw new Error(`there is no placeholder <${kind}>`);
    return isKind(actual) ? null : said(path, expected, actual);
  }
  const pattern = /^<re:(.*)>$/s.exec(expected)?.[1];
  if (pattern !== undefined) {
    const source = String(filled(pattern, variables));
    return typeof actual === "string" && new RegExp(source, "s").test(actual)
      ? null
      : said(path, expected, actual);
  }
  const value = filled(expected, variables);
  if (typeof value === "object" && value !== null) return difference(value, actual, new Map(), false, path);
  return Object.is(value, actual) ? null : said(path, value, actual);
}

function listDifference(
  expected: readonly unknown[],
  actual: unknown,
  variables: Variables,
  ordered: boolean,
  path: string,
): string | null {
  if (!Array.isArray(actual)) return said(path, expected, actual);
  if (actual.length !== expected.length) {
    return said(`${path}.length`, expected.length, `${actual.length}: ${JSON.stringify(actual)}`);
  }
  for (const [index, item] of expected.entries()) {
    const found = difference(item, actual[index], variables, ordered, `${path}[${index}]`);
    if (found !== null) return found;
  }
  return null;
}

function objectDifference(
  expected: Readonly<Record<string, unknown>>,
  actual: unknown,
  variables: Variables,
  ordered: boolean,
  path: string,
): string | null {
  if (typeof actual !== "object" || actual === null || Array.isArray(actual))
    return said(path, expected, actual);
  const { "...": rest, ...named } = expected;
  const [wanted, given] = [Object.keys(named), Object.keys(actual)];
  const missing = wanted.filter((key) => !given.includes(key));
  // "...": anything besides is allowed.
  const surplus = rest === undefined ? given.filter((key) => !wanted.includes(key)) : [];
  if (missing.length + surplus.length > 0) {
    return `${path || "."}: missing ${missing.join(", ") || "-"}; surplus ${surplus.join(", ") || "-"} in ${JSON.stringify(actual)}`;
  }
  if (ordered && rest === undefined && wanted.join() !== given.join()) {
    return `${path || "."}: keys come as ${given.join()}, not ${wanted.join()}`;
  }
  for (const key of wanted) {
    const value = (actual as Record<string, unknown>)[key];
    const found = difference(named[key], value, variables, ordered, `${path}.${key}`);
    if (found !== null) return found;
  }
  return null;
}

/** `$name` alone is the variable's value, of whatever type; `${name}` inside of a text is its text. */
export function filled(value: unknown, variables: Variables): unknown {
  if (typeof value === "string") {
    const whole = /^\$([a-zA-Z][\w.]*)$/.exec(value)?.[1];
    if (whole !== undefined) return variableOf(whole, variables);
    return value.replaceAll(/\$\{([a-zA-Z][\w.]*)\}/g, (_, name: string) =>
      String(variableOf(name, variables)),
    );
  }
  if (Array.isArray(value)) return value.map((item) => filled(item, variables));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, filled(item, variables)]));
}

/** The value at `data.list[0].id`; the whole at an empty path. */
export function valueAt(value: unknown, path: string): unknown {
  let found = value;
  for (const part of path.match(/[^.[\]]+/g) ?? []) {
    found = (found as Record<string, unknown> | null | undefined)?.[part];
  }
  return found;
}

function variableOf(name: string, variables: Variables): unknown {
  const [first = "", ...rest] = name.split(".");
  if (!variables.has(first)) throw new Error(`nothing was captured as $${name}`);
  const value = valueAt(variables.get(first), rest.join("."));
  if (value === undefined) throw new Error(`$${name} is not there`);
  return value;
}

function isText(pattern: RegExp): (value: unknown) => boolean {
  return (value) => typeof value === "string" && pattern.test(value);
}

function said(path: string, expected: unknown, actual: unknown): string {
  return `${path || "."}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`;
}
