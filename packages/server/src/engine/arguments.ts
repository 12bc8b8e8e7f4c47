/** Checks arguments against the declaration: first as JSON at all, then against the method's schema (CALL-3, CALL-5). */
import { assertPlainJson, type MethodName, methods, ParleyError } from "@parley/protocol";
import { Compile, type Validator } from "typebox/compile";

const validators = new Map<MethodName, Validator>();

export function checkArguments(method: MethodName, argsText: string): unknown {
  const args = parse(argsText);
  assertPlainJson(args);
  const validator = validatorOf(method);
  if (!validator.Check(args)) throw invalid(validator, args);
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

function invalid(validator: Validator, args: unknown): ParleyError {
  const [first] = validator.Errors(args);
  const missing = first?.keyword === "required" ? first.params.requiredProperties[0] : undefined;
  const path = `${first?.instancePath ?? ""}${missing === undefined ? "" : `/${missing}`}` || "/";
  return new ParleyError("invalid_arguments", {
    message: `${path} ${missing === undefined ? (first?.message ?? "is not allowed") : "is missing"}.`,
    details: { path },
  });
}
