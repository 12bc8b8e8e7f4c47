/**
 * What the page remembers of the person who is signed in, beside what the SDK keeps: texts that were recalled, words that
 * were looked for. Invariant: who signs in after them in the same page finds nothing of it.
 */
const forgetters: (() => void)[] = [];

/** Called when somebody else signs in, or nobody is any more. */
export function onPersonLeft(forget: () => void): void {
  forgetters.push(forget);
}

export function forgetPerson(): void {
  for (const forget of forgetters) forget();
}
