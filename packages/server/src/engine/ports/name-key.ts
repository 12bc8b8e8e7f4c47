/**
 * The form in which names are compared and searched: without regard to case or width (ACC-1). Taken apart first, because
 * a letter may have a case its composed form lacks. Upper case comes before the last lower case, so that letters with
 * several small forms (σ and ς, ß and ss) meet in one, and lower case before that, for the capital ẞ.
 */
export function nameKey(name: string): string {
  const folded = name.normalize("NFKD").toLowerCase().toUpperCase().toLowerCase();
  return folded.replaceAll("ς", "σ").normalize("NFKC");
}
