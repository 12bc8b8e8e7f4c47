/** What to call this browser in the list of devices: "Firefox, Linux". Names only what it can tell apart. */
export function deviceName(userAgent: string): string | undefined {
  const browsers = [
    ["Edge", /\bEdg(?:e|A|iOS)?\//],
    ["Opera", /\bOPR\//],
    ["Firefox", /\b(?:Firefox|FxiOS)\//],
    ["Chrome", /(?:Chrome|CriOS)\//],
    ["Safari", /\bSafari\//],
  ] as const;
  const systems = [
    ["iPhone", /\biPhone\b/],
    ["iPad", /\biPad\b/],
    ["Android", /\bAndroid\b/],
    ["Windows", /\bWindows\b/],
    ["Mac", /\bMac(?:intosh| OS X)\b/],
    ["ChromeOS", /\bCrOS\b/],
    ["Linux", /\bLinux\b/],
  ] as const;
  const first = (names: readonly (readonly [string, RegExp])[]) =>
    names.find(([, pattern]) => pattern.test(userAgent))?.[0];
  const known = [first(browsers), first(systems)].filter((name) => name !== undefined);
  return known.length === 0 ? undefined : known.join(", ");
}
