import { extendedKeyEvent, keyEvent, pointerEvent } from "./rfb";

/** The keys and buttons that are down at a display, so that they do not stay down when somebody leaves. */
export class PressedInput {
  private readonly keysyms = new Set<number>();
  /** Physical key to its meaning. */
  private readonly scancodes = new Map<number, number>();
  private buttons = 0;
  private x = 0;
  private y = 0;

  /** Takes note of a whole input message on its way. */
  note(message: Buffer): void {
    if (message[0] === 4) {
      const keysym = message.readUInt32BE(4);
      if (message[1]) this.keysyms.add(keysym);
      else this.keysyms.delete(keysym);
    } else if (message[0] === 5) {
      this.buttons = message.readUInt8(1);
      this.x = message.readUInt16BE(2);
      this.y = message.readUInt16BE(4);
    } else if (message[0] === 255) {
      const scancode = message.readUInt32BE(8);
      if (message.readUInt16BE(2)) this.scancodes.set(scancode, message.readUInt32BE(4));
      else this.scancodes.delete(scancode);
    }
  }

  /** The messages that let everything go. */
  letGo(): Buffer {
    const ups = [
      ...[...this.keysyms].map((keysym) => keyEvent(keysym, false)),
      ...[...this.scancodes].map(([code, keysym]) => extendedKeyEvent(keysym, code, false)),
      ...(this.buttons === 0 ? [] : [pointerEvent(0, this.x, this.y)]),
    ];
    this.keysyms.clear();
    this.scancodes.clear();
    this.buttons = 0;
    return Buffer.concat(ups);
  }
}
