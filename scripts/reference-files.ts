/** Everything in docs/reference, as it must be: from the protocol, and the page of the server's options. */
import { page, referenceFiles, table } from "@parley/protocol/reference";
import { typeText } from "../packages/server/src/config/describe-config.ts";
import { environmentName, flagName, type Option } from "../packages/server/src/config/option.ts";
import { optionNames, options } from "../packages/server/src/config/options.ts";
import { repositoryRoot } from "./command.ts";

export const referenceFolder = `${repositoryRoot}/docs/reference`;

export function allReferenceFiles(): Readonly<Record<string, string>> {
  return { ...referenceFiles(), "configuration.md": configurationPage() };
}

function configurationPage(): string {
  const rows = optionNames.map((name) => {
    const option: Option = options[name];
    const standard = `${option.default}`;
    const shown =
      standard === "" ? "none" : `\`${standard}\`${option.unit === undefined ? "" : ` ${option.unit}`}`;
    return [
      `\`${name}\``,
      `\`${environmentName(name)}\``,
      `\`${flagName(name)}\``,
      typeText(option),
      shown,
      option.description,
    ];
  });
  return page("Configuration", [
    "Every option can be given, later ones winning, in `parley.toml` in the data folder, in the environment, and on the command line. `parley config show` prints what holds and where it comes from.",
    table(["in parley.toml", "environment", "command line", "type", "default", "about"], rows),
  ]);
}
