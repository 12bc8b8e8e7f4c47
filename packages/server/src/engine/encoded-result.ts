/** A result that is JSON text already: rows that were stored as text are not parsed only to be written again. */
export class EncodedResult {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export function encodeResult(result: unknown): string {
  return result instanceof EncodedResult ? result.text : JSON.stringify(result);
}
