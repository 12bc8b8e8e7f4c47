/** What a section may hold: its declared shape and nothing else (SEC-28), and what no shape says. Pure. */
import {
  type ClientSettings,
  type ContactSettings,
  type LanguageSettings,
  limits,
  ParleyError,
  type SettingsSection,
  settingsSections,
} from "@parley/protocol";
import { Compile, type Validator } from "typebox/compile";
import { Clean } from "typebox/value";
import { canonicalLanguage } from "../account/profile-policy.ts";
import { argumentError } from "../argument-error.ts";

const validators = new Map<SettingsSection, Validator>();

/** The value as it is kept. @throws invalid_arguments, payload_too_large */
export function checkSection(section: SettingsSection, value: unknown): object {
  const schema = settingsSections[section];
  let validator = validators.get(section);
  if (validator === undefined) {
    validator = Compile(schema) as unknown as Validator;
    validators.set(section, validator);
  }
  if (!validator.Check(value)) throw argumentError(schema, value, "/value");
  if (section === "client") return checkClient(value as ClientSettings);
  const clean = Clean(schema, structuredClone(value)) as object;
  if (section === "contact") checkContact(clean as ContactSettings);
  if (section === "language") return checkLanguage(clean as LanguageSettings);
  return clean;
}

function checkClient(value: ClientSettings): ClientSettings {
  const bytes = Buffer.byteLength(JSON.stringify(value));
  if (bytes <= limits.clientSettingsBytesMax) return value;
  const details = { clientSettingsBytesMax: limits.clientSettingsBytesMax };
  throw new ParleyError("payload_too_large", { details });
}

function checkContact({ addBy, question, answer }: ContactSettings): void {
  if (addBy !== "question") return;
  if (question === undefined) throw invalid("/value/question", "is missing");
  if (answer === undefined) throw invalid("/value/answer", "is missing");
}

function checkLanguage({ language }: LanguageSettings): LanguageSettings {
  return { language: language === null ? null : canonicalLanguage(language, "/value/language") };
}

function invalid(path: string, why: string): ParleyError {
  return new ParleyError("invalid_arguments", { message: `${path} ${why}.`, details: { path } });
}
