import { describe, expect, test } from "bun:test";
import { configText, helpText } from "./describe-config.ts";
import { ConfigError, type ConfigInput, loadConfig } from "./load-config.ts";
import { environmentName, flagName, type Option } from "./option.ts";
import { optionNames, options } from "./options.ts";

const load = (input: Partial<Omit<ConfigInput, "readFile">> & { file?: string }) =>
  loadConfig({
    environment: input.environment ?? {},
    arguments: input.arguments ?? [],
    readFile: (folder) =>
      input.file === undefined ? null : { path: `${folder}/parley.toml`, text: input.file },
  });

describe("the configuration", () => {
  test("[RUN-2] without any source every option has its default", () => {
    const { config, sources } = load({});
    for (const name of optionNames) {
      expect<unknown>(config[name]).toEqual(options[name].default);
      expect(sources[name]).toBe("default");
    }
  });

  test("[RUN-2] the command line wins over the environment, that over the file, that over the defaults", () => {
    const file = 'port = 1\nhost = "file"\nlogLevel = "warn"\n';
    const environment = { PARLEY_PORT: "2", PARLEY_HOST: "environment", HOME: "/nowhere" };
    const { config, sources } = load({ file, environment, arguments: ["--port", "3"] });
    expect(config).toMatchObject({ port: 3, host: "environment", logLevel: "warn", durability: "full" });
    expect(sources).toMatchObject({
      port: "command line",
      host: "environment",
      logLevel: "file",
      durability: "default",
    });
  });

  test("[RUN-2] the file is the one in the data folder that environment and command line name", () => {
    const asked: string[] = [];
    const ask = (environment: Record<string, string>, args: string[]) =>
      loadConfig({
        environment,
        arguments: args,
        readFile: (folder) => {
          asked.push(folder);
          return null;
        },
      });
    ask({}, []);
    ask({ PARLEY_DATA: "/a" }, []);
    ask({ PARLEY_DATA: "/a" }, ["--data=/b"]);
    expect(asked).toEqual(["./data", "/a", "/b"]);
  });

  test("[RUN-2] an unknown option is refused by name, wherever it comes from", () => {
    const refused: [Parameters<typeof load>[0], string][] = [
      [{ environment: { PARLEY_PROT: "1" } }, "PARLEY_PROT"],
      [{ arguments: ["--prot=1"] }, "--prot"],
      [{ arguments: ["port"] }, "port"],
      [{ file: "prot = 1" }, "prot"],
      [{ file: "constructor = 1" }, "constructor"],
    ];
    for (const [input, named] of refused) {
      expect(() => load(input)).toThrow(ConfigError);
      expect(() => load(input)).toThrow(new RegExp(`^Unknown option ${named}\\b.*\\.$`));
    }
    expect(() =>
      load({ environment: { PARLEY_TEST_POSTGRES_URL: "x", PARLEY_URL: "z", OTHER: "y" } }),
    ).not.toThrow();
  });

  test("[RUN-2] a wrong value is refused in one line that names the option", () => {
    const refused: [Parameters<typeof load>[0], string][] = [
      ...["-1", "1.5", "http", "", "0x10", "65536", "1e3"].map(
        (port): [Parameters<typeof load>[0], string] => [{ environment: { PARLEY_PORT: port } }, "port"],
      ),
      [{ arguments: ["--port"] }, "--port"],
      [{ arguments: ["--durability=none"] }, "durability"],
      [{ arguments: ["--group-members-max=1"] }, "groupMembersMax"],
      [{ file: "port = true" }, "port"],
      [{ file: "host = 7" }, "host"],
      [{ file: "allowedOrigins = [1]" }, "allowedOrigins"],
      ...["chat.example.com", "https://chat.example.com/", "https://", "*", "https://a.example,b"].map(
        (origins): [Parameters<typeof load>[0], string] => [
          { environment: { PARLEY_ALLOWED_ORIGINS: origins } },
          "allowedOrigins",
        ],
      ),
      [{ environment: { PARLEY_DATABASE_URL: "mysql://marker@host/name" } }, "databaseUrl"],
      [{ file: "not toml at all" }, "parley.toml"],
    ];
    for (const [input, named] of refused) {
      let message = "accepted";
      try {
        load(input);
      } catch (error) {
        expect(error).toBeInstanceOf(ConfigError);
        message = (error as Error).message;
      }
      expect(message).toContain(named);
      expect(message).not.toContain("\n");
      expect(message).not.toContain("marker");
    }
  });

  test("lists are read from text and from TOML", () => {
    const origins = ["https://a.example", "https://b.example"];
    expect(
      load({ environment: { PARLEY_ALLOWED_ORIGINS: origins.join(" , ") } }).config.allowedOrigins,
    ).toEqual(origins);
    expect(load({ file: `allowedOrigins = ${JSON.stringify(origins)}` }).config.allowedOrigins).toEqual(
      origins,
    );
  });

  test("[RUN-10] help names every option with its flag, variable, unit and default", () => {
    const help = helpText();
    for (const name of optionNames) {
      const option: Option = options[name];
      for (const part of [flagName(name), environmentName(name), option.description, option.unit ?? ""]) {
        expect(help).toContain(part);
      }
    }
    expect(help).toContain("--code-ttl-ms (1000 to 600000)");
  });

  test("[RUN-10] [SEC-29] every option is shown with its source, secrets never by their value", () => {
    const loaded = load({
      environment: { PARLEY_METRICS_KEY: "marker-key", PARLEY_DATABASE_URL: "postgres://marker" },
    });
    const shown = configText(loaded);
    for (const name of optionNames) expect(shown).toContain(`${name} = `);
    expect(shown).not.toContain("marker");
    expect(shown).toContain("metricsKey = (secret)  # environment");
  });
});
