import {
  AbortedError,
  ConnectionClosedError,
  ProtocolError,
  TimeoutError,
} from "../../errors/errors";
import type { ChannelStream } from "./channel-stream";
import type { ChannelOptions } from "./channels";

export interface ExecOptions extends ChannelOptions {
  /** Written to the command's standard input, which is then closed. */
  input?: string | Uint8Array | undefined;
  /** Largest standard output taken, in bytes; more ends the command. Default 1 MiB. */
  maxOutputBytes?: number | undefined;
}

export interface ExecResult {
  /** Exit status; -1 when a signal ended the command. */
  code: number;
  stdout: string;
  /** At most 4 KiB. */
  stderr: string;
}

const EXEC_TIMEOUT_MS = 10_000;
const OUTPUT_BYTES_MAX = 1024 * 1024;

/** Feeds a started command its input and collects what it prints, within bounds of time and size. */
export function runToEnd(
  stream: ChannelStream,
  name: string,
  options: ExecOptions,
): Promise<ExecResult> {
  const timeoutMs = options.timeoutMs ?? EXEC_TIMEOUT_MS;
  const maxBytes = options.maxOutputBytes ?? OUTPUT_BYTES_MAX;
  const chunks: Buffer[] = [];
  let bytes = 0;
  return new Promise<ExecResult>((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      options.signal?.removeEventListener("abort", onAbort);
    };
    const giveUp = (error: Error) => {
      stop();
      stream.destroy(error);
      reject(error);
    };
    const onAbort = () => giveUp(new AbortedError(name, { cause: options.signal?.reason }));
    const timer = setTimeout(() => giveUp(new TimeoutError(name, timeoutMs)), timeoutMs);
    options.signal?.addEventListener("abort", onAbort, { once: true });
    stream.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= maxBytes) chunks.push(chunk);
      else giveUp(new ProtocolError(`${name} printed more than ${maxBytes} bytes`));
    });
    stream.on("error", giveUp);
    // The stream closes when its output has been read and the status, which comes last, is there.
    stream.on("close", () => {
      stop();
      const { exitCode, stderrText } = stream;
      if (exitCode === undefined) return reject(new ConnectionClosedError(`${name} was cut off`));
      const stdout = Buffer.concat(chunks).toString("utf8");
      resolve({ code: exitCode, stdout, stderr: stderrText });
    });
    if (stream.destroyed) giveUp(new ConnectionClosedError(`${name} was cut off`));
    stream.end(options.input);
  });
}
