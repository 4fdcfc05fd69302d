import { hostname } from "node:os";
import {
  type Connection,
  connect,
  type LibvirtUri,
  listAllDomains,
  TransportError,
  VIR_CONNECT_LIST_DOMAINS_ACTIVE,
} from "node-libvirt";
import type { VerbContext } from "../api/context";
import { connectOptionsOf } from "../inventory/connect-options";
import { type HostFacts, readHost } from "../inventory/read-host";
import { AppError } from "../problem";
import { parseAddress } from "./address";
import { sameComputer } from "./internal";
import { createMessageQueue, type MessageQueue } from "./message-queue";
import { failedStep, skippedSteps, stepOf, stepsOf } from "./probe-steps";
import type { ProbeInput } from "./schema";
import { suggestName } from "./suggest-name";
import type { ConnectStep, ProbeMessage } from "./types";

const CONNECT_TIMEOUT_MS = 15_000;
const LIST_TIMEOUT_MS = 15_000;
/** Bulk statistics came with 1.2.8 and migration's guarded form before; older daemons are not tested. */
const OLDEST_TESTED = [4, 0] as const;

/**
 * Connects step by step and tells each step as it begins and ends. Nothing is stored. An SSH key
 * nobody has confirmed stops at `hostKey`, with its fingerprint in the step and in the verdict.
 */
export async function* probeHost(
  ctx: VerbContext,
  input: ProbeInput,
  signal: AbortSignal,
): AsyncGenerator<ProbeMessage> {
  const messages = createMessageQueue<ProbeMessage>(signal);
  const abort = new AbortController();
  const stop = AbortSignal.any([signal, abort.signal]);
  void new Probe(ctx, input, messages).run(stop).finally(() => messages.end());
  try {
    yield* messages.read();
  } finally {
    abort.abort();
  }
}

type Verdict = Omit<Extract<ProbeMessage, { kind: "verdict" }>, "kind">;

class Probe {
  readonly #ctx: VerbContext;
  readonly #input: ProbeInput;
  readonly #messages: MessageQueue<ProbeMessage>;
  readonly #verdict: Verdict = {
    ok: false,
    hostname: null,
    suggestedName: null,
    machineCount: null,
    hostKeySha256: null,
  };
  #failed = false;

  constructor(ctx: VerbContext, input: ProbeInput, messages: MessageQueue<ProbeMessage>) {
    this.#ctx = ctx;
    this.#input = input;
    this.#messages = messages;
  }

  async run(signal: AbortSignal): Promise<void> {
    try {
      const uri = parseAddress(this.#input.uri);
      for (const step of skippedSteps(uri)) this.#tell(step);
      const connection = await this.#connect(uri, signal);
      if (connection) await this.#look(connection, uri).finally(() => connection.close());
    } catch (error) {
      if (!this.#failed) this.#tell(failedStep("resolve", error, this.#input.uri));
    }
    this.#messages.push({ kind: "verdict", ...this.#verdict, ok: !this.#failed });
  }

  async #connect(uri: LibvirtUri, signal: AbortSignal): Promise<Connection | undefined> {
    const host = uri.host ?? hostname();
    const hostKeySha256 = this.#input.hostKeySha256 ?? null;
    const isSsh = uri.transport === "ssh";
    const privateKey = isSsh ? await this.#ctx.runtime.identity.privateKey() : "";
    try {
      return await connect(uri, {
        ...connectOptionsOf({ privateKey, hostKeySha256, sasl: this.#input.sasl ?? null }),
        timeoutMs: CONNECT_TIMEOUT_MS,
        signal,
        onStep: (step) => {
          const shown = step.facts?.sha256;
          if (isSsh && step.name === "hostKey" && shown) this.#verdict.hostKeySha256 = shown;
          for (const told of stepsOf(step, uri, host)) this.#tell(told);
        },
      });
    } catch (error) {
      const shown = error instanceof TransportError ? error.facts.sha256 : undefined;
      if (isSsh && shown) this.#verdict.hostKeySha256 = shown;
      // the step that failed was told; an error outside any step is told where the road ended
      if (!this.#failed) this.#tell(failedStep("socket", error, host));
      return undefined;
    }
  }

  async #look(connection: Connection, uri: LibvirtUri): Promise<void> {
    const host = uri.host ?? hostname();
    const facts = await this.#step("version", host, () => readHost(connection));
    if (!facts) return;
    this.#tell(versionStep(facts, host));
    this.#tell(kvmStep(facts, uri, host));
    const { hostname: name } = facts.row;
    this.#verdict.hostname = name;
    const taken = new Set(this.#ctx.runtime.fleet.hosts().map((row) => row.name));
    this.#verdict.suggestedName = suggestName(uri, taken, name);
    const start = performance.now();
    const counts = await this.#step("machines", host, async () => {
      this.#assertNew(facts, uri);
      return countMachines(connection);
    });
    if (!counts) return;
    this.#verdict.machineCount = counts.count;
    const ms = Math.round(performance.now() - start);
    this.#tell(stepOf("machines", "pass", { ...counts, ms }));
  }

  async #step<T>(
    name: ConnectStep["name"],
    host: string,
    work: () => Promise<T>,
  ): Promise<T | undefined> {
    this.#tell(stepOf(name, "running"));
    try {
      return await work();
    } catch (error) {
      this.#tell(failedStep(name, error, host));
      return undefined;
    }
  }

  #assertNew(facts: HostFacts, uri: LibvirtUri): void {
    const hostUuid = facts.capabilities?.hostUuid ?? null;
    const same = sameComputer(this.#ctx, { hostUuid, hostname: facts.row.hostname, uri });
    if (same !== undefined) throw new AppError({ code: "hostKnown", params: { host: same } });
  }

  #tell(step: ConnectStep): void {
    this.#failed ||= step.status === "fail";
    this.#messages.push({ kind: "step", step });
  }
}

async function countMachines(connection: Connection): Promise<{ count: number; running: number }> {
  const options = { timeoutMs: LIST_TIMEOUT_MS };
  const [all, active] = await Promise.all([
    listAllDomains(connection, 0, options),
    listAllDomains(connection, VIR_CONNECT_LIST_DOMAINS_ACTIVE, options),
  ]);
  return { count: all.length, running: active.length };
}

function versionStep({ row }: HostFacts, host: string): ConnectStep {
  const params = {
    ...(row.libvirtVersion ? { libvirt: `libvirt ${row.libvirtVersion}` } : {}),
    ...(row.hypervisorVersion ? { hypervisor: `QEMU ${row.hypervisorVersion}` } : {}),
  };
  const [major = 0, minor = 0] = (row.libvirtVersion ?? "").split(".").map(Number);
  const isOld =
    major < OLDEST_TESTED[0] || (major === OLDEST_TESTED[0] && minor < OLDEST_TESTED[1]);
  if (!isOld) return stepOf("version", "pass", params);
  return stepOf("version", "warn", params, { code: "libvirtTooOld", params: { host } });
}

/** By libvirt's word: the device file may be there where the processor cannot do it. */
function kvmStep({ row, capabilities }: HostFacts, uri: LibvirtUri, host: string): ConnectStep {
  if (uri.driver !== "qemu") return stepOf("kvm", "skipped");
  const arch = capabilities?.arch ? { arch: capabilities.arch } : {};
  if (row.kvm) return stepOf("kvm", "pass", { kind: "KVM", ...arch });
  return stepOf("kvm", "warn", { kind: "QEMU", ...arch }, { code: "noKvm", params: { host } });
}
