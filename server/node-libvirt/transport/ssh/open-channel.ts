import type { ClientChannel } from "ssh2";
import { AbortedError, TimeoutError, TransportError } from "../../errors/errors";
import { ChannelStream } from "./channel-stream";
import type { ChannelOptions } from "./channels";

const CHANNEL_TIMEOUT_MS = 10_000;

export type ChannelCallback = (error: Error | undefined, channel: ClientChannel) => void;

/**
 * Asks for a channel and waits for it within bounds; one that comes too late is closed again.
 * The stream is made at once: what a quick command sends, its exit status included, may be in the
 * same packet as the server's yes.
 */
export function openChannel(
  what: string,
  options: ChannelOptions,
  ask: (done: ChannelCallback) => void,
): Promise<ChannelStream> {
  const timeoutMs = options.timeoutMs ?? CHANNEL_TIMEOUT_MS;
  return new Promise((resolve, reject) => {
    let isWaiting = true;
    const settle = (outcome: () => void) => {
      isWaiting = false;
      clearTimeout(timer);
      options.signal?.removeEventListener("abort", onAbort);
      outcome();
    };
    const giveUp = (error: Error) => settle(() => reject(error));
    const onAbort = () => giveUp(new AbortedError(what, { cause: options.signal?.reason }));
    const timer = setTimeout(() => giveUp(new TimeoutError(what, timeoutMs)), timeoutMs);
    if (options.signal?.aborted === true) return onAbort();
    options.signal?.addEventListener("abort", onAbort, { once: true });
    ask((error, channel) => {
      if (error !== undefined) return isWaiting ? giveUp(refused(what, error)) : undefined;
      const stream = new ChannelStream(channel);
      if (isWaiting) settle(() => resolve(stream));
      else stream.destroy();
    });
  });
}

/** The server's refusal of one channel; its text says little, the reason number is kept. */
function refused(what: string, error: Error): TransportError {
  const reason = "reason" in error ? String(error.reason) : "";
  const facts = { what, sshReason: reason };
  const message = `the SSH server refused the ${what}: ${error.message.slice(0, 200)}`;
  return new TransportError({ step: "socket", reason: "forwardingDenied", facts }, message, {
    cause: error,
  });
}
