/** What is told of arguments that do not fit: where, and what may be there (CALL-3). Pure; for refusals alone. */
import { ParleyError } from "@parley/protocol";
import type { TSchema } from "typebox";
import { Errors } from "typebox/value";
import { narrowSchema } from "./narrow-schema.ts";

/** `under` is where in the arguments the value is. */
export function argumentError(schema: TSchema, value: unknown, under = ""): ParleyError {
  const errors = Errors(narrowSchema(schema, value), value);
  const [first] = errors;
  const at = under + (first?.instancePath ?? "");
  if (first?.keyword === "required") {
    return refusal(`${at}/${first.params.requiredProperties[0]}`, "is missing");
  }
  const here = errors.filter(({ instancePath }) => instancePath === first?.instancePath);
  const choices = here.flatMap((error) => {
    if (error.keyword === "enum") return error.params.allowedValues;
    return error.keyword === "const" ? [error.params.allowedValue] : [];
  });
  // A number or one constant: what is said is what is wrong with the number.
  const other = here.find(({ keyword }) => !["anyOf", "const", "enum"].includes(keyword));
  if (other !== undefined) return refusal(at || "/", other.message);
  if (choices.length === 0) return refusal(at || "/", "is not allowed");
  return refusal(at || "/", `must be ${choices.map((choice) => JSON.stringify(choice)).join(" or ")}`);
}

function refusal(path: string, what: string): ParleyError {
  return new ParleyError("invalid_arguments", { message: `${path} ${what}.`, details: { path } });
}
