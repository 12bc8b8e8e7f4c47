/** The parts of a key event that decide. */
export interface KeyPress {
  readonly key: string;
  readonly keyCode: number;
  readonly isComposing: boolean;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/**
 * Whether a key press means "send". Never while an input method composes: the Enter that takes a candidate says so
 * by `isComposing`, in Safari by key code 229 alone (UX-17).
 */
export function meansSend(press: KeyPress, doesEnterSend: boolean): boolean {
  if (press.key !== "Enter" || press.isComposing || press.keyCode === 229) return false;
  if (press.ctrlKey || press.metaKey) return true;
  return doesEnterSend && !press.shiftKey && !press.altKey;
}
