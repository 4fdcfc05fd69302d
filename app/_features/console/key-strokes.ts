/** X11 keysym and the physical key, as `KeyboardEvent.code` names it. */
export type KeyStroke = readonly [keysym: number, code: string];

const control: KeyStroke = [0xffe3, "ControlLeft"];
const alt: KeyStroke = [0xffe9, "AltLeft"];
const print: KeyStroke = [0xff61, "PrintScreen"];
const XK_F1 = 0xffbe;
const functionKey = (n: number): KeyStroke => [XK_F1 + n - 1, `F${n}`];

/** What the browser or the desktop keeps for itself, and a guest needs now and then. */
export const keyCombinations: readonly { name: string; keys: readonly KeyStroke[] }[] = [
  { name: "Ctrl+Alt+Backspace", keys: [control, alt, [0xff08, "Backspace"]] },
  ...Array.from({ length: 12 }, (_, index) => index + 1).map((n) => ({
    name: `Ctrl+Alt+F${n}`,
    keys: [control, alt, functionKey(n)],
  })),
  { name: "Alt+Tab", keys: [alt, [0xff09, "Tab"]] },
  { name: "Alt+F4", keys: [alt, functionKey(4)] },
  { name: "Ctrl+W", keys: [control, [0x77, "KeyW"]] },
  { name: "Super", keys: [[0xffeb, "MetaLeft"]] },
  { name: "Esc", keys: [[0xff1b, "Escape"]] },
  { name: "Print", keys: [print] },
  // Linux: keyboard from the program, end and kill processes, write, make read-only, restart.
  ...[..."REISUB"].map((letter) => ({
    name: `Alt+SysRq+${letter}`,
    keys: [alt, print, [letter.toLowerCase().charCodeAt(0), `Key${letter}`]] as const,
  })),
];
