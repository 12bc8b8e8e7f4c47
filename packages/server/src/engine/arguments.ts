/** Checks arguments against the declaration: first as JSON at all, then against the method's schema (CALL-3, CALL-5). */
import { assertPlainJson, limits, type MethodName, methods, ParleyError } from "@parley/protocol";
import { type TSchema, Type } from "typebox";
import { Compile, type Validator } from "typebox/compile";
import { argumentError } from "./argument-error.ts";

const validators = new Map<MethodName, Validator>();

/** `passwordCharsMin` holds for new passwords in place of the declaration's (see EngineCall). */
export function checkArguments(method: MethodName, argsText: string, passwordCharsMin?: number): unknown {
  const args = parse(argsText);
  assertPlainJson(args);
  const validator =
    passwordCharsMin === undefined ? validatorOf(method) : passwordValidatorOf(method, passwordCharsMin);
  if (!validator.Check(args)) throw argumentError(validator.Type(), args);
  return args;
}

/** Compiled at first use: a start is not slowed by operations nobody calls. */
function validatorOf(method: MethodName): Validator {
  let validator = validators.get(method);
  if (validator === undefined) {
    validator = Compile(methods[method].params) as unknown as Validator;
    validators.set(method, validator);
  }
  return validator;
}

const passwordValidators = new Map<string, Validator>();

/** The same but for the length of new passwords. */
function passwordValidatorOf(method: MethodName, charsMin: number): Validator {
  const key = `${method} ${charsMin}`;
  let validator = passwordValidators.get(key);
  if (validator === undefined) {
    const { properties } = methods[method].params;
    const changed = Object.entries(properties as Record<string, TSchema>).map(([name, schema]) => [
      name,
      isNewPassword(schema) ? { ...schema, minLength: charsMin } : schema,
    ]);
    validator = Compile(Type.Object(Object.fromEntries(changed))) as unknown as Validator;
    passwordValidators.set(key, validator);
  }
  return validator;
}

/** A password that is only shown has no least length. */
function isNewPassword(schema: TSchema): boolean {
  const { minLength, maxLength } = schema as { minLength?: number; maxLength?: number };
  return minLength === limits.passwordCharsMin && maxLength === limits.passwordCharsMax;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    // Nesting beyond what the parser itself can hold is a range error.
    if (cause instanceof SyntaxError || cause instanceof RangeError)
      throw new ParleyError("bad_request", { message: "This is not JSON." });
    throw cause;
  }
}
