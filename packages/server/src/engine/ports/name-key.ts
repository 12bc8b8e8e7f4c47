/**
 * The form in which names are compared and searched: without regard to case or width (ACC-1). Upper case comes first,
 * so that letters with several small forms (σ and ς, ß and ss) meet in one.
 */
export function nameKey(name: string): string {
  return name.normalize("NFKC").toUpperCase().toLowerCase().replaceAll("ς", "σ").normalize("NFKC");
}
