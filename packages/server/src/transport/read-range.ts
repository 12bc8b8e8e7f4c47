/** A `Range` header of one range (RFC 9110, 14.2): null to answer the whole, for what is none or more than one. */
export function rangeOf(
  header: string | null,
  bytes: number,
): { readonly from: number; readonly to: number } | "unsatisfiable" | null {
  const match = /^bytes=([0-9]{0,15})-([0-9]{0,15})$/.exec(header?.trim() ?? "");
  if (match === null) return null;
  const [, first = "", last = ""] = match;
  if (first === "" && last === "") return null;
  if (first === "") {
    const count = Math.min(Number(last), bytes);
    return count === 0 ? "unsatisfiable" : { from: bytes - count, to: bytes };
  }
  const from = Number(first);
  if (from >= bytes) return "unsatisfiable";
  if (last !== "" && Number(last) < from) return null;
  return { from, to: last === "" ? bytes : Math.min(Number(last) + 1, bytes) };
}
