/** The lines of a block without one: the same expression on both databases but for the names of two functions. */
export function withoutLine(find: "instr" | "strpos", lineFeed: string, rev: string): string {
  const place = `${find}(lines, ${lineFeed} || ${rev} || ':')`;
  const rest = `substr(lines, ${place} + 1)`;
  return `substr(lines, 1, ${place} - 1) ||
    case ${find}(${rest}, ${lineFeed}) when 0 then '' else substr(${rest}, ${find}(${rest}, ${lineFeed})) end`;
}
