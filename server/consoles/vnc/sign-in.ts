import type { Duplex } from "node:stream";
import { ConsoleEnd } from "../end";
import { DisplayHandshake } from "./display-handshake";

/**
 * Signs in to a display; `readPassword` is called only if it asks for one. Resolves with what the
 * display sent beyond its answer (nothing, of a display that keeps to the protocol).
 */
export async function signIn(
  display: Duplex,
  readPassword: () => Promise<string | null>,
): Promise<Buffer> {
  const handshake = new DisplayHandshake();
  for await (const chunk of chunksOf(display)) {
    for (const wish of handshake.push(chunk)) {
      if (wish.kind === "ready") return wish.rest;
      if (wish.kind === "send") display.write(wish.bytes);
      else display.write(handshake.answer(await passwordOf(readPassword)));
    }
  }
  throw handshake.hungUp();
}

/** Until the display hangs up, in whatever way. */
async function* chunksOf(display: Duplex): AsyncGenerator<Buffer> {
  const chunks = display.iterator({ destroyOnReturn: false });
  for (;;) {
    const next = await chunks.next().catch(() => ({ done: true, value: undefined }));
    if (next.done) return;
    yield next.value;
  }
}

async function passwordOf(readPassword: () => Promise<string | null>): Promise<string> {
  const password = await readPassword();
  if (password === null) {
    throw new ConsoleEnd(
      "passwordRefused",
      "the display asks for a password libvirt does not know",
    );
  }
  return password;
}
