/** Fields of a request, form and JSON alike, within the contract's limits. All refuse with status 422. */
import { invalid } from "./errors.ts";

export type Fields = ReadonlyMap<string, unknown>;

interface TextLimits {
  readonly min?: number;
  readonly max: number;
  readonly pattern?: RegExp;
}

/** Null when it was not given, or empty where it may not be. */
export function optionalText(fields: Fields, name: string, limits: TextLimits): string | null {
  const value = fields.get(name);
  if (value === undefined || value === null || value === "") return null;
  return text(fields, name, limits);
}

export function text(fields: Fields, name: string, { min = 1, max, pattern }: TextLimits): string {
  const value = fields.get(name) ?? "";
  if (typeof value === "object") throw invalid(`参数 ${name} 格式错误`);
  const given = String(value);
  if (given === "" && min > 0) throw invalid(`参数 ${name} 不能为空`);
  if (given.length < min || given.length > max) throw invalid(`参数 ${name} 长度应为 ${min}-${max}`);
  if (pattern !== undefined && !pattern.test(given)) throw invalid(`参数 ${name} 格式错误`);
  return given;
}

export function integer(fields: Fields, name: string, min: number, max = Number.MAX_SAFE_INTEGER): number {
  return integerOf(fields.get(name), name, min, max);
}

export function integerOf(given: unknown, name: string, min: number, max = Number.MAX_SAFE_INTEGER): number {
  const isNumber = typeof given === "number" || (typeof given === "string" && /^-?[0-9]{1,16}$/.test(given));
  const value = isNumber ? Number(given) : Number.NaN;
  if (!Number.isSafeInteger(value) || value < min || value > max) throw invalid(`参数 ${name} 应为整数`);
  return value;
}

export function oneOf<const T extends string>(fields: Fields, name: string, values: readonly T[]): T {
  const given = plain(fields.get(name));
  const found = values.find((value) => value === given);
  if (found === undefined) throw invalid(`参数 ${name} 不合法`);
  return found;
}

/** Its text; of what is no text, number or truth value an empty one. */
export function plain(value: unknown): string {
  return value === null || value === undefined || typeof value === "object" ? "" : String(value);
}

/** 0 or 1, however it is spelled. */
export function flag(fields: Fields, name: string): boolean {
  const value = fields.get(name);
  return integerOf(typeof value === "boolean" ? Number(value) : value, name, 0, 1) === 1;
}
