import type { ChannelStream } from "./channel-stream";
import type { ExecOptions, ExecResult } from "./exec";

/** A command and its arguments; the first word is the program. */
export type Argv = readonly [string, ...string[]];

export interface ChannelOptions {
  signal?: AbortSignal | undefined;
  /** For the server's answer, in milliseconds. Default 10,000. */
  timeoutMs?: number | undefined;
}

/** The ways a signed-in session reaches something on its host. */
export interface ChannelOpener {
  forwardUnixSocket(path: string, options?: ChannelOptions): Promise<ChannelStream>;
  forwardTcp(host: string, port: number, options?: ChannelOptions): Promise<ChannelStream>;
  spawn(argv: Argv, options?: ChannelOptions): Promise<ChannelStream>;
  exec(argv: Argv, options?: ExecOptions): Promise<ExecResult>;
}
