import { AsyncLocalStorage } from "node:async_hooks";
import { writeSync } from "node:fs";
import { type CallOptions, Connection, type Procedure, SshSession } from "node-libvirt";
import { type Tx, Writer } from "../../db/writer";
import { installCommand } from "../../hosts/install-line";

/**
 * The boundaries of an operation, found by running it: before and after each transaction, before, after
 * and between sending and answer of each call that changes something on a host. Nothing of this is in
 * the product: the classes are wrapped in a process of the test's own, which kills itself at one of them.
 */
export interface CrashHooks {
  /** Runs the work; at the boundary named the process ends by SIGKILL. */
  arm(crashAt: string | null, work: () => Promise<void>): Promise<void>;
  /** The boundaries that the work has passed, in order. */
  disarm(): string[];
}

/** Questions change nothing, and how often one is asked depends on the moment. */
const QUESTION = /Get|List|Stats|Lookup|Event|Feature|Open|Close|NumOf|Has|Is[A-Z]|^auth|Compare/;

export function installCrashHooks(): CrashHooks {
  const passed: string[] = [];
  const counts = new Map<string, number>();
  // What the mirror and the audit do meanwhile, on account of other lanes, is none of the work's boundaries.
  const ofWork = new AsyncLocalStorage<true>();
  let armed = false;
  let target: string | null = null;
  const counting = (): boolean => armed && ofWork.getStore() === true;

  const reach = (label: string): void => {
    if (!counting()) return;
    const count = (counts.get(label) ?? 0) + 1;
    counts.set(label, count);
    const boundary = `${label} #${count}`;
    passed.push(boundary);
    if (boundary === target) process.kill(process.pid, "SIGKILL");
  };

  /** A call to a host, which may take effect there before, without or long before its answer. */
  const watched = async <T>(label: string, call: () => Promise<T>): Promise<T> => {
    if (!counting()) return call();
    reach(`${label} before`);
    writeSync(1, `${JSON.stringify({ call: label })}\n`);
    const answer = call();
    setImmediate(() => reach(`${label} sent`));
    const result = await answer;
    reach(`${label} answered`);
    return result;
  };

  const { transaction } = Writer.prototype;
  Writer.prototype.transaction = async function write<T>(
    this: Writer,
    work: (tx: Tx) => Promise<T>,
  ): Promise<T> {
    reach("write before");
    const result = await transaction.call(this, work);
    reach("write done");
    return asItWas<T>(result);
  };
  const { call } = Connection.prototype;
  Connection.prototype.call = function callHost<A, R>(
    this: Connection,
    procedure: Procedure<A, R>,
    args: A,
    options?: CallOptions,
  ): Promise<R> {
    const ask = async () => asItWas<R>(await call.call(this, procedure, args, options));
    return QUESTION.test(procedure.name) ? ask() : watched(procedure.name, ask);
  };
  const { exec } = SshSession.prototype;
  SshSession.prototype.exec = function execOnHost(argv, options) {
    const run = () => exec.call(this, argv, options);
    // The mirror opens its connections by commands as well.
    return argv === installCommand ? watched("ssh install key", run) : run();
  };

  return {
    arm(crashAt, work) {
      passed.length = 0;
      counts.clear();
      target = crashAt;
      armed = true;
      return ofWork.run(true, work);
    },
    disarm() {
      armed = false;
      return [...passed];
    },
  };
}

/** The one cast here: `call` on a prototype forgets type parameters; what comes out is what went through. */
const asItWas = <T>(result: unknown): T => result as T;
