import type { Socket } from "node:net";
import { userInfo } from "node:os";
import type { Duplex } from "node:stream";
import type { Client } from "ssh2";
import { ConnectionClosedError } from "../../errors/errors";
import { Opening, type OpeningOptions } from "../opening";
import { openTcp, type TcpTarget } from "../tcp";
import type { ChannelStream } from "./channel-stream";
import type { Argv, ChannelOpener, ChannelOptions } from "./channels";
import { type Attempt, loadAttempts, type SshCredentialOptions } from "./credentials";
import { type ExecOptions, type ExecResult, runToEnd } from "./exec";
import { beginHandshake, type SignedIn } from "./handshake";
import { type HostKey, type HostKeyJudge, type HostKeyOptions, hostKeyJudge } from "./host-key";
import { type ChannelCallback, openChannel } from "./open-channel";
import { quoteCommand } from "./quote";
import { reachTcp, reachUnixSocket } from "./reach-socket";
import { SignInPlan } from "./sign-in";

export interface SshOptions extends SshCredentialOptions, HostKeyOptions {
  /** Silence before a keepalive question, in milliseconds; three unanswered end the session. Default 15,000. */
  keepaliveIntervalMs?: number | undefined;
}

export interface SshTarget extends TcpTarget {
  /** Default: the name of the user this process runs as. */
  user?: string | undefined;
}

const KEEPALIVE_INTERVAL_MS = 15_000;
const FAREWELL_MS = 1000;

/**
 * One signed-in SSH connection carrying any number of channels.
 *
 * Errors: TransportError for everything up to the sign-in (see its `step` and `reason`),
 * ConnectionClosedError once the session is gone, TimeoutError for a channel the server does not
 * answer for. Closing the session ends its channels.
 */
export class SshSession implements ChannelOpener {
  readonly hostKey: HostKey;
  /** Resolves when the session has ended, whoever ended it. */
  readonly closed: Promise<void>;
  readonly #client: Client;
  readonly #socket: Socket;
  readonly #channels = new Set<ChannelStream>();
  #isOpen = true;
  #isPrompt = false;

  private constructor({ client, hostKey }: SignedIn, socket: Socket) {
    this.#client = client;
    this.#socket = socket;
    this.hostKey = hostKey;
    this.closed = new Promise((resolve) => {
      client.once("close", () => {
        this.#end(new ConnectionClosedError("the SSH session was lost"));
        resolve();
      });
    });
  }

  /** Connects, verifies the host key and signs in. */
  static async open(options: SshOptions & SshTarget & OpeningOptions): Promise<SshSession> {
    const opening = new Opening(options);
    try {
      return await SshSession.openWithin(opening, options, options);
    } finally {
      opening.finish();
    }
  }

  /** As `open`, as steps of a longer opening. */
  static async openWithin(
    opening: Opening,
    target: SshTarget,
    options: SshOptions,
  ): Promise<SshSession> {
    const prepared = await prepare(options, target);
    const socket = await openTcp(opening, target);
    try {
      return new SshSession(await signIn(opening, socket, prepared), socket);
    } catch (error) {
      socket.destroy();
      throw error;
    }
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /**
   * A stream to a unix socket of the host: forwarded, or through `nc -U` where the server forbids
   * forwarding. Rejects with TransportError: noSocket, socketDenied, forwardingDenied.
   */
  openUnixSocket(path: string, options: ChannelOptions = {}): Promise<Duplex> {
    return reachUnixSocket(this, path, options);
  }

  /** A stream to a TCP port as reached from the host, by `nc` where forwarding is forbidden. */
  openTcp(host: string, port: number, options: ChannelOptions = {}): Promise<Duplex> {
    return reachTcp(this, { host, port }, options);
  }

  /** A forwarded unix socket; rejects with forwardingDenied whatever the server's reason was. */
  async forwardUnixSocket(path: string, options: ChannelOptions = {}): Promise<ChannelStream> {
    const stream = await this.#channel(`socket ${path}`, options, (done) => {
      this.#client.openssh_forwardOutStreamLocal(path, done);
    });
    this.#makePrompt();
    return stream;
  }

  /** A forwarded TCP connection; rejects with forwardingDenied whatever the server's reason was. */
  async forwardTcp(
    host: string,
    port: number,
    options: ChannelOptions = {},
  ): Promise<ChannelStream> {
    const stream = await this.#channel(`connection to ${host} port ${port}`, options, (done) => {
      this.#client.forwardOut("127.0.0.1", 0, host, port, done);
    });
    this.#makePrompt();
    return stream;
  }

  /** A running command whose standard input and output are the stream. */
  spawn(argv: Argv, options: ChannelOptions = {}): Promise<ChannelStream> {
    const command = quoteCommand(argv);
    return this.#channel(`command ${argv[0]}`, options, (done) => {
      this.#client.exec(command, done);
    });
  }

  /** Runs a command to its end. The arguments reach it as given: no shell interprets them. */
  async exec(argv: Argv, options: ExecOptions = {}): Promise<ExecResult> {
    const stream = await this.spawn(argv, options);
    return await runToEnd(stream, argv[0], options);
  }

  close(): void {
    this.#client.end();
    this.#end(undefined);
    // A host that is gone never answers the goodbye; its socket must not wait for TCP to give up.
    setTimeout(() => this.#socket.destroy(), FAREWELL_MS).unref();
  }

  /**
   * OpenSSH turns Nagle's algorithm off when a session runs its first command, not before: with
   * forwarded sockets alone, the second of two small answers waits for our kernel's delayed
   * acknowledgement of the first, 40 ms. So one command is run, for its side effect. Where none may
   * be run, answers merely stay slow.
   */
  #makePrompt(): void {
    if (this.#isPrompt) return;
    this.#isPrompt = true;
    this.exec(["true"]).catch(() => {});
  }

  async #channel(what: string, options: ChannelOptions, ask: (done: ChannelCallback) => void) {
    if (!this.#isOpen) throw new ConnectionClosedError("the SSH session is closed");
    const stream = await openChannel(what, options, ask);
    this.#channels.add(stream);
    stream.once("close", () => this.#channels.delete(stream));
    return stream;
  }

  #end(error: Error | undefined): void {
    this.#isOpen = false;
    for (const stream of this.#channels) stream.destroy(error);
  }
}

type Kept<T> = { value: T } | { error: unknown };

/** What is read from files, before there is a server that could be kept waiting. */
interface Prepared {
  user: string;
  judge: Kept<HostKeyJudge>;
  attempts: Kept<Attempt[]>;
  keepaliveIntervalMs: number;
}

async function prepare(options: SshOptions, target: SshTarget): Promise<Prepared> {
  const user = target.user ?? userInfo().username;
  const [judge, attempts] = await Promise.all([
    keepFailure(hostKeyJudge(options, target)),
    keepFailure(loadAttempts(options, user)),
  ]);
  const keepaliveIntervalMs = options.keepaliveIntervalMs ?? KEEPALIVE_INTERVAL_MS;
  return { user, judge, attempts, keepaliveIntervalMs };
}

async function signIn(opening: Opening, socket: Socket, prepared: Prepared): Promise<SignedIn> {
  const { user, judge, attempts, keepaliveIntervalMs } = prepared;
  const plan = new SignInPlan("error" in attempts ? [] : attempts.value);
  const handshake = await opening.step("hostKey", async (note) => {
    if ("error" in judge) throw judge.error;
    const input = { socket, user, judge: judge.value, plan, keepaliveIntervalMs };
    const begun = beginHandshake(input);
    const hostKey = await begun.verified;
    note({ ...hostKey });
    return { ...begun, hostKey };
  });
  await opening.step("signIn", async (note) => {
    if ("error" in attempts) throw attempts.error;
    note({ user, method: await handshake.accepted });
  });
  return handshake;
}

/** Keeps a failure for the step it belongs to. */
async function keepFailure<T>(work: Promise<T>): Promise<Kept<T>> {
  try {
    return { value: await work };
  } catch (error) {
    return { error };
  }
}
