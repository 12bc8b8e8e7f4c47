import { expect, test } from "bun:test";
import { deviceName } from "./device-name.ts";

test("a browser is named with its system, the more particular name first", () => {
  const chrome = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36";
  expect(deviceName(`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${chrome}`)).toBe("Chrome, Windows");
  expect(deviceName(`Mozilla/5.0 (Windows NT 10.0) ${chrome} Edg/130.0`)).toBe("Edge, Windows");
  expect(deviceName(`Mozilla/5.0 (Linux; Android 14) ${chrome}`)).toBe("Chrome, Android");
  expect(deviceName("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0")).toBe(
    "Firefox, Linux",
  );
  const iPhone = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1 Version/17.5";
  expect(deviceName(`${iPhone} Mobile/15E148 Safari/604.1`)).toBe("Safari, iPhone");
  expect(deviceName("something else")).toBeUndefined();
});
