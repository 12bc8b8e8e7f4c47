/** The option table as text: for `--help` and for `parley config show`. */
import type { LoadedConfig } from "./load-config.ts";
import { environmentName, flagName, type Option } from "./option.ts";
import { optionNames, options } from "./options.ts";

export function helpText(): string {
  const rows = optionNames.map((name) => {
    const option: Option = options[name];
    const type = typeText(option);
    const choices = type === option.type ? "" : ` (${type})`;
    const unit = option.unit === undefined ? "" : ` ${option.unit}`;
    const standard = `${option.default}` === "" ? "none" : `${option.default}${unit}`;
    return `  ${flagName(name)}${choices}\n      ${option.description}\n      ${environmentName(name)}, default: ${standard}`;
  });
  return [
    "Parley, a self-hosted instant-messaging server.",
    "",
    "Usage: parley [start] [options]     start the server",
    "       parley config show [options] show every option, its value and where it comes from",
    "       parley compact [options]     take what was erased out of the database files; stop the server first",
    "       parley seed [options]        fill an empty data folder for load tests",
    "       parley version | help",
    "",
    "Options (also in parley.toml in the data folder, by the names that `parley config show` has):",
    ...rows,
    "",
  ].join("\n");
}

/** `text`, `full | normal`, `1000 to 600000`. */
export function typeText({ type, min = 0, max }: Option): string {
  if (typeof type === "object") return type.oneOf.join(" | ");
  return type === "integer" && max !== undefined ? `${min} to ${max}` : type;
}

export function configText({ config, sources }: LoadedConfig): string {
  const lines = optionNames.map((name) => {
    const option: Option = options[name];
    const isHidden = option.isSecret === true && config[name] !== "";
    const value = isHidden ? "(secret)" : JSON.stringify(config[name]);
    return `${name} = ${value}  # ${sources[name]}`;
  });
  return `${lines.join("\n")}\n`;
}
