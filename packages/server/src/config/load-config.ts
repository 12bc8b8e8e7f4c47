/** Reads the configuration from its four sources, later ones winning, and checks every value (RUN-2). */
import { environmentName, flagName, type Option } from "./option.ts";
import { type Config, type OptionName, optionNames, options } from "./options.ts";

/** An option that does not exist or a value it cannot have: one line for the operator. */
export class ConfigError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "ConfigError";
  }
}

export type OptionSource = "default" | "file" | "environment" | "command line";

export interface LoadedConfig {
  readonly config: Config;
  readonly sources: Readonly<Record<OptionName, OptionSource>>;
}

export interface ConfigInput {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly arguments: readonly string[];
  /** Text of `parley.toml` in the data folder; null where there is none. */
  readFile(folder: string): { readonly path: string; readonly text: string } | null;
}

/** Variables of the tests and tools, which are no options of the server. */
const foreignPrefixes = ["PARLEY_TEST_", "PARLEY_BENCH_"];
/** Where clients, such as the examples, find a server. */
const foreignNames = ["PARLEY_URL"];

export function loadConfig(input: ConfigInput): LoadedConfig {
  const values = new Map<OptionName, unknown>(optionNames.map((name) => [name, options[name].default]));
  const sources = new Map<OptionName, OptionSource>(optionNames.map((name) => [name, "default"]));
  const fromEnvironment = environmentValues(input.environment);
  const fromArguments = argumentValues(input.arguments);
  const folder = fromArguments.get("data") ?? fromEnvironment.get("data") ?? options.data.default;
  const layers = [
    ["file", fileValues(input.readFile(String(folder)))],
    ["environment", fromEnvironment],
    ["command line", fromArguments],
  ] as const;
  for (const [source, layer] of layers) {
    for (const [name, value] of layer) {
      values.set(name, checkValue(name, value));
      sources.set(name, source);
    }
  }
  return {
    config: Object.fromEntries(values) as unknown as Config,
    sources: Object.fromEntries(sources) as Record<OptionName, OptionSource>,
  };
}

function environmentValues(environment: ConfigInput["environment"]): Map<OptionName, unknown> {
  const byVariable = new Map(optionNames.map((name) => [environmentName(name), name]));
  const values = new Map<OptionName, unknown>();
  for (const [variable, value] of Object.entries(environment)) {
    if (!variable.startsWith("PARLEY_") || value === undefined) continue;
    if (foreignNames.includes(variable)) continue;
    if (foreignPrefixes.some((prefix) => variable.startsWith(prefix))) continue;
    const name = byVariable.get(variable);
    if (name === undefined) throw new ConfigError(`Unknown option ${variable}. See --help.`);
    values.set(name, value);
  }
  return values;
}

function argumentValues(args: readonly string[]): Map<OptionName, unknown> {
  const byFlag = new Map(optionNames.map((name) => [flagName(name), name]));
  const values = new Map<OptionName, unknown>();
  for (let index = 0; index < args.length; index += 1) {
    const [flag = "", inline] = splitOnce(args[index] ?? "");
    const name = byFlag.get(flag);
    if (name === undefined) throw new ConfigError(`Unknown option ${flag}. See --help.`);
    if (inline === undefined) index += 1;
    const value = inline ?? args[index];
    if (value === undefined) throw new ConfigError(`${flag} needs a value.`);
    values.set(name, value);
  }
  return values;
}

function splitOnce(argument: string): [string, string | undefined] {
  const at = argument.indexOf("=");
  return at < 0 ? [argument, undefined] : [argument.slice(0, at), argument.slice(at + 1)];
}

function fileValues(file: ReturnType<ConfigInput["readFile"]>): Map<OptionName, unknown> {
  const values = new Map<OptionName, unknown>();
  if (file === null) return values;
  let parsed: object;
  try {
    parsed = Bun.TOML.parse(file.text);
  } catch {
    throw new ConfigError(`${file.path} is not valid TOML.`);
  }
  for (const [key, value] of Object.entries(parsed)) {
    if (!isOptionName(key)) throw new ConfigError(`Unknown option ${key} in ${file.path}. See --help.`);
    values.set(key, value);
  }
  return values;
}

function isOptionName(name: string): name is OptionName {
  return Object.hasOwn(options, name);
}

function checkValue(name: OptionName, value: unknown): unknown {
  const option: Option = options[name];
  const { type } = option;
  if (type === "integer") {
    const number = typeof value === "string" && /^-?[0-9]+$/.test(value.trim()) ? Number(value) : value;
    const { min = 0, max = Number.MAX_SAFE_INTEGER } = option;
    if (!Number.isSafeInteger(number) || (number as number) < min || (number as number) > max) {
      const bounds = option.max === undefined ? `of at least ${min}` : `from ${min} to ${max}`;
      throw new ConfigError(`${name} must be a whole number ${bounds}.`);
    }
    return number;
  }
  if (type === "list") {
    const items = typeof value === "string" ? value.split(",").map((item) => item.trim()) : value;
    if (!Array.isArray(items) || items.some((item) => typeof item !== "string")) {
      throw new ConfigError(`${name} must be a list of texts.`);
    }
    const given = items.filter((item) => item !== "");
    const odd = given.find((item) => option.items?.pattern.test(item) === false);
    if (odd === undefined) return given;
    throw new ConfigError(
      `${name}: ${odd} is none; one looks like ${option.items?.example}, without a path.`,
    );
  }
  if (typeof value !== "string") throw new ConfigError(`${name} must be text.`);
  // The value itself is not said: it may be a secret.
  if (type === "text" && value !== "" && option.items?.pattern.test(value) === false) {
    throw new ConfigError(`${name} must look like ${option.items.example}.`);
  }
  if (type !== "text" && !type.oneOf.includes(value)) {
    throw new ConfigError(`${name} must be one of: ${type.oneOf.join(", ")}.`);
  }
  return value;
}
