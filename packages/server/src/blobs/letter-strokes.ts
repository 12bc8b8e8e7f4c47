/**
 * Letters as strokes, for pictures made where there is no font: what cannot be drawn with them is left out, and the
 * colour stands alone. Each is written in the way of SVG (M, L, Q) on a field six high, drawn with round ends.
 */
const round = "M2.1 0 Q4.2 0 4.2 3 Q4.2 6 2.1 6 Q0 6 0 3 Q0 0 2.1 0";

const paths: Readonly<Record<string, string>> = {
  A: "M0 6 L2.1 0 L4.2 6 M.75 4.1 L3.45 4.1",
  B: "M2.2 3 Q3.6 3 3.6 1.5 Q3.6 0 2.2 0 L0 0 L0 6 L2.4 6 Q4 6 4 4.5 Q4 3 2.4 3 L0 3",
  C: "M4 1.2 Q3.3 0 2.2 0 Q0 0 0 3 Q0 6 2.2 6 Q3.3 6 4 4.8",
  D: "M0 0 L0 6 L1.8 6 Q4.1 6 4.1 3 Q4.1 0 1.8 0 L0 0",
  E: "M3.5 0 L0 0 L0 6 L3.5 6 M0 3 L3 3",
  F: "M3.5 0 L0 0 L0 6 M0 3 L3 3",
  G: "M4 1.2 Q3.3 0 2.2 0 Q0 0 0 3 Q0 6 2.2 6 Q4.1 6 4.1 3.3 L2.4 3.3",
  H: "M0 0 L0 6 M4 0 L4 6 M0 3 L4 3",
  I: "M0 0 L0 6",
  J: "M2.8 0 L2.8 4.3 Q2.8 6 1.4 6 Q.3 6 0 4.7",
  K: "M0 0 L0 6 M3.7 0 L0 3.6 M1.3 2.4 L3.9 6",
  L: "M0 0 L0 6 L3.4 6",
  M: "M0 6 L0 0 L2.3 4.2 L4.6 0 L4.6 6",
  N: "M0 6 L0 0 L4 6 L4 0",
  O: round,
  P: "M0 6 L0 0 L2.2 0 Q4 0 4 1.7 Q4 3.4 2.2 3.4 L0 3.4",
  Q: `${round} M2.8 4.5 L4.3 6.2`,
  R: "M0 6 L0 0 L2.2 0 Q4 0 4 1.7 Q4 3.4 2.2 3.4 L0 3.4 M2.1 3.4 L4 6",
  S: "M3.7 1 Q3.1 0 2 0 Q.2 0 .2 1.5 Q.2 2.7 2 3 Q3.9 3.3 3.9 4.5 Q3.9 6 2 6 Q.6 6 0 4.9",
  T: "M0 0 L4 0 M2 0 L2 6",
  U: "M0 0 L0 3.8 Q0 6 2 6 Q4 6 4 3.8 L4 0",
  V: "M0 0 L2.1 6 L4.2 0",
  W: "M0 0 L1.4 6 L2.8 1 L4.2 6 L5.6 0",
  X: "M0 0 L4 6 M4 0 L0 6",
  Y: "M0 0 L2 3 L4 0 M2 3 L2 6",
  Z: "M.1 0 L3.9 0 L0 6 L4 6",
  "0": round,
  "1": "M0 1.2 L1.6 0 L1.6 6",
  "2": "M.2 1.5 Q.3 0 2 0 Q3.8 0 3.8 1.6 Q3.8 2.8 0 6 L4 6",
  "3": "M.2 .9 Q.8 0 2 0 Q3.6 0 3.6 1.5 Q3.6 2.9 1.6 2.9 Q4 2.9 4 4.4 Q4 6 2 6 Q.6 6 0 5",
  "4": "M3 6 L3 0 L0 4.2 L4 4.2",
  "5": "M3.6 0 L.6 0 L.4 2.7 Q1 2.2 2 2.2 Q4 2.2 4 4.1 Q4 6 2 6 Q.6 6 0 5",
  "6": "M3.2 .1 Q0 1 0 4 Q0 6 2 6 Q4 6 4 4.1 Q4 2.3 2.1 2.3 Q.5 2.3 0 3.8",
  "7": "M0 0 L4 0 L1.4 6",
  "8": "M2 2.8 Q.4 2.8 .4 1.4 Q.4 0 2 0 Q3.6 0 3.6 1.4 Q3.6 2.8 2 2.8 Q0 2.8 0 4.4 Q0 6 2 6 Q4 6 4 4.4 Q4 2.8 2 2.8",
  "9": "M.8 5.9 Q4 5 4 2 Q4 0 2 0 Q0 0 0 1.9 Q0 3.7 1.9 3.7 Q3.5 3.7 4 2.2",
};

export interface Stroke {
  readonly fromX: number;
  readonly fromY: number;
  readonly toX: number;
  readonly toY: number;
}

export interface Strokes {
  readonly strokes: readonly Stroke[];
  readonly width: number;
}

export const letterHeight = 6;
const letterGap = 1.7;
/** Of which a curve is made. */
const curveParts = 8;

/** The strokes of a text from left to right; null where one of its letters has none. */
export function strokesOf(text: string): Strokes | null {
  // Without its accents a letter is drawn as the one it is made of.
  const letters = [...text.normalize("NFD").replace(/\p{M}/gu, "").toUpperCase()];
  const strokes: Stroke[] = [];
  let left = 0;
  for (const letter of letters) {
    const path = paths[letter];
    if (path === undefined) return null;
    const own = strokesOfPath(path);
    for (const { fromX, toX, ...rest } of own)
      strokes.push({ ...rest, fromX: fromX + left, toX: toX + left });
    left += Math.max(...own.flatMap(({ fromX, toX }) => [fromX, toX])) + letterGap;
  }
  return strokes.length === 0 ? null : { strokes, width: left - letterGap };
}

function strokesOfPath(path: string): Stroke[] {
  const strokes: Stroke[] = [];
  let [x, y] = [0, 0];
  const lineTo = (toX: number, toY: number) => {
    strokes.push({ fromX: x, fromY: y, toX, toY });
    [x, y] = [toX, toY];
  };
  for (const [, command, text = ""] of path.matchAll(/([MLQ])([^MLQ]*)/g)) {
    const [first = 0, second = 0, third = 0, fourth = 0] = text.trim().split(" ").map(Number);
    if (command === "M") [x, y] = [first, second];
    else if (command === "L") lineTo(first, second);
    else {
      const [startX, startY] = [x, y];
      for (let part = 1; part <= curveParts; part += 1) {
        const at = part / curveParts;
        const [before, between, after] = [(1 - at) ** 2, 2 * at * (1 - at), at ** 2];
        lineTo(
          before * startX + between * first + after * third,
          before * startY + between * second + after * fourth,
        );
      }
    }
  }
  return strokes;
}
