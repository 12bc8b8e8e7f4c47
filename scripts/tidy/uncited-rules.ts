/** Rules of docs/spec that no test cites yet. The list may only shrink: a rule that gets a test leaves it. */
export const uncitedRules: readonly string[] = [];
