import { ParleyError } from "@parley/protocol";

/** Which one of several names a caller asks by. @throws invalid_arguments for none of them, and for several */
export function onlyNameOf<A extends object, N extends keyof A & string>(args: A, names: readonly N[]): N {
  const [first, ...others] = names.filter((name) => args[name] !== undefined);
  if (first === undefined || others.length > 0) {
    throw new ParleyError("invalid_arguments", {
      message: `Exactly one of ${names.join(", ")} is needed.`,
      details: { path: `/${others[0] ?? names[0]}` },
    });
  }
  return first;
}
