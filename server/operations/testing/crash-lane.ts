import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { Answer, type End, type Request, type Work } from "./crash-messages";

/** One kind of work, and how the test sees with its own eyes what became of it. */
export interface CrashCase {
  kind: string;
  /** Hosts the server must be connected to before it is asked anything. */
  hosts: string[];
  /** A guest that was never asked does not answer: the person who waits for it gives up after this. */
  cancelAfterMs?: number;
  /** The boundaries this lane takes, where several share a long piece of work. */
  share?: { index: number; of: number };
  /** Everything as it has to be before the work; gives the work. */
  prepare(lane: CrashLane): Promise<Work>;
  /** What is wrong between the record and the hosts; undefined when they agree. */
  contradiction(
    end: End | null,
    seen: { lane: CrashLane; calls: string[] },
  ): Promise<string | undefined>;
}

export interface CaseReport {
  kind: string;
  boundaries: string[];
  covered: number;
  wrong: string[];
}

/** A server of its own, killed and started again and again on one data directory. */
export class CrashLane {
  readonly #bundle: string;
  readonly dataDir: string;
  readonly #hosts: string[];
  #child: ChildProcess | undefined;
  #answers: AsyncIterator<string> | undefined;
  /** Calls that change something on a host, since `forget`. */
  calls: string[] = [];

  constructor(bundle: string, dataDir: string, hosts: string[]) {
    this.#bundle = bundle;
    this.dataDir = dataDir;
    this.#hosts = hosts;
  }

  async start(): Promise<void> {
    const argv = ["--enable-source-maps", this.#bundle, this.dataDir, ...this.#hosts];
    const child = spawn(process.execPath, argv, { stdio: ["pipe", "pipe", "inherit"] });
    this.#child = child;
    this.#answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    await this.#next();
  }

  /** undefined: the server died instead of answering. */
  async ask(request: Request): Promise<Answer | undefined> {
    this.#child?.stdin?.write(`${JSON.stringify(request)}\n`);
    return this.#next();
  }

  async end(after: string, cancelAfterMs?: number): Promise<End | null> {
    const answer = await this.ask({ ask: "end", after, cancelAfterMs });
    if (answer && "end" in answer) return answer.end;
    throw new Error(`no end: ${JSON.stringify(answer)}`);
  }

  async hosts() {
    const answer = await this.ask({ ask: "hosts" });
    if (answer && "hosts" in answer) return answer.hosts;
    throw new Error(`no hosts: ${JSON.stringify(answer)}`);
  }

  /** Without a crash, to prepare something. */
  async do(work: Work): Promise<void> {
    await this.ask({ ask: "do", work, intent: `prepare-${crypto.randomUUID()}`, crashAt: null });
  }

  async kill(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await gone;
  }

  async #next(): Promise<Answer | undefined> {
    for (;;) {
      const line = await this.#answers?.next();
      if (!line || line.done) return undefined;
      if (!line.value.startsWith("{")) continue;
      const answer = Answer.parse(JSON.parse(line.value));
      if ("error" in answer) throw new Error(answer.error);
      if (!("call" in answer)) return answer;
      this.calls.push(answer.call);
    }
  }
}

/** Runs the work once to learn its boundaries, then once for each of them, killed there. */
export async function crashEverywhere(lane: CrashLane, one: CrashCase): Promise<CaseReport> {
  const report: CaseReport = { kind: one.kind, boundaries: [], covered: 0, wrong: [] };
  try {
    await crashAtEach(lane, one, report);
  } catch (error) {
    report.wrong.push(`after ${report.covered}: ${error}`);
  }
  await lane.kill();
  return report;
}

async function crashAtEach(lane: CrashLane, one: CrashCase, report: CaseReport): Promise<void> {
  await lane.start();
  let last = "";
  const crash = async (crashAt: string | null): Promise<string[] | undefined> => {
    const work = await one.prepare(lane);
    last = (await lane.end(""))?.id ?? "";
    lane.calls = [];
    const intent = `crash-${crypto.randomUUID()}`;
    const answer = await lane.ask({ ask: "do", work, intent, crashAt });
    if (!answer || !("boundaries" in answer)) return undefined;
    // Undisturbed work that fails would prove nothing at its boundaries.
    if (answer.end?.state === "failed")
      report.wrong.push(`undisturbed: ${JSON.stringify(answer.end)}`);
    return answer.boundaries;
  };
  const { index, of } = one.share ?? { index: 0, of: 1 };
  report.boundaries = ((await crash(null)) ?? []).filter((_, n) => n % of === index);
  for (const boundary of report.boundaries) {
    if (await crash(boundary)) {
      report.wrong.push(`${boundary}: never reached`);
      continue;
    }
    await lane.kill();
    await lane.start();
    report.covered++;
    const end = await lane.end(last, one.cancelAfterMs);
    const wrong = await one.contradiction(end, { lane, calls: lane.calls });
    const locks = end?.locks ? `${end.locks} locks left` : undefined;
    for (const complaint of [wrong, locks])
      if (complaint)
        report.wrong.push(`${boundary}: ${complaint}; recorded ${JSON.stringify(end)}`);
  }
}
