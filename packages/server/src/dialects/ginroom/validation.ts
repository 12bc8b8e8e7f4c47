/** The contract's own limits on fields, and what it says of what they are not met by. */
import { ParleyError } from "@parley/protocol";
import type { Faults } from "./codec.ts";

type Rule = (name: string, value: string) => string | null;

const lengths =
  (least: number, most: number): Rule =>
  (name, value) => {
    const { length } = [...value];
    if (length < least) return `${name}长度必须至少为${least}个字符`;
    return length > most ? `${name}长度不能超过${most}个字符` : null;
  };

export const rules = {
  username: lengths(3, 20),
  password: lengths(3, 20),
  user_name: lengths(3, 20),
  name: lengths(1, 50),
  number: (name, value) =>
    /^[a-z0-9](-?[a-z0-9])*$/.test(value) ? lengths(3, 32)(name, value) : wrong(name),
  info: lengths(0, 200),
  email: (name, value) => (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) ? null : `${name}必须是一个有效的邮箱`),
  code: () => null,
} as const satisfies Record<string, Rule>;

export type FieldName = keyof typeof rules;

/** What names a fault that only the server sees. */
const served: Readonly<Record<string, string>> = {
  username: "username只能包含字母、数字和下划线",
  email: "email必须是一个有效的邮箱",
  code: "code格式错误",
};

export type Checked<N extends string> =
  | { readonly values: Readonly<Record<N, string>> }
  | { readonly faults: Faults };

/** Each of the fields is a text that its rule lets pass; those that may be missing are empty then. */
export function check<N extends FieldName>(
  fields: ReadonlyMap<string, unknown>,
  names: readonly N[],
  ...mayMiss: readonly FieldName[]
): Checked<N> {
  const faults: Record<string, string[]> = {};
  const values: Record<string, string> = {};
  for (const name of names) {
    const value = textOf(name, fields.get(name));
    const fault = value === "" && mayMiss.includes(name) ? null : faultOf(name, value);
    if (fault === null) values[name] = value ?? "";
    else faults[name] = [fault];
  }
  return Object.keys(faults).length > 0 ? { faults } : { values: values as Record<N, string> };
}

/** The server found a field wrong that the contract lets pass; null when it is nothing of the kind. */
export function servedFaults(error: unknown): Faults | null {
  if (!(error instanceof ParleyError) || error.code !== "invalid_arguments") return null;
  const name = String(error.details?.path ?? "").slice(1);
  return { [name]: [served[name] ?? wrong(name)] };
}

/** Empty where it is missing; null where it is no text. Some clients write numbers as such. */
function textOf(name: FieldName, value: unknown): string | null {
  if (value === undefined || value === null) return "";
  const isNumber = typeof value === "number" && (name === "number" || name === "code");
  return isNumber || typeof value === "string" ? String(value) : null;
}

function faultOf(name: FieldName, value: string | null): string | null {
  if (value === null) return wrong(name);
  return value === "" ? `${name}为必填字段` : rules[name](name, value);
}

function wrong(name: string): string {
  return `${name}格式错误`;
}
