import type { KeyStroke } from "../key-strokes";
import type { LayoutId } from "./layouts";
import { charactersOf, type Stroke, strokesFor } from "./strokes";

const shiftKey: KeyStroke = [0xffe1, "ShiftLeft"];
const altGrKey: KeyStroke = [0xfe03, "AltRight"];

export interface Typing {
  layout: LayoutId;
  text: string;
  /** Between two keys: some guests lose keys that come faster. */
  delayMs: number;
  press: (key: KeyStroke, down: boolean) => void;
  onProgress: (typed: number, total: number) => void;
  signal: AbortSignal;
}

/** Types a text key by key until it ends or is cancelled; no key stays down. */
export async function typeText(typing: Typing): Promise<void> {
  const { layout, text, delayMs, signal } = typing;
  const characters = charactersOf(text);
  for (const [index, character] of characters.entries()) {
    for (const stroke of strokesFor(layout, character) ?? []) {
      if (signal.aborted) return;
      strike(stroke, typing.press);
      await pause(delayMs, signal);
    }
    typing.onProgress(index + 1, characters.length);
  }
}

function strike({ key, shift, altGr }: Stroke, press: Typing["press"]): void {
  const keys = [...(shift ? [shiftKey] : []), ...(altGr ? [altGrKey] : []), key];
  for (const each of keys) press(each, true);
  for (const each of keys.reverse()) press(each, false);
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
