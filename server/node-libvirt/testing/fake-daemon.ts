import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { REMOTE } from "../protocol/remote-calls.gen";
import type { Domain } from "../protocol/remote-structs.gen";
import {
  domainRef,
  domainXml,
  type FakeDomain,
  fakeDomains,
  PAUSED,
  RUNNING,
  SHUT_OFF,
} from "./fake-domains";
import { FakeRefusal, FakeSession, type Fault } from "./fake-session";

/**
 * A daemon without a hypervisor, to be told how to misbehave.
 *
 * It listens on a unix socket, speaks the real protocol well enough for libvirt's own clients
 * (`test+unix:///default?socket=<path>`), keeps a list of machines whose lifecycle calls work and
 * send events, echoes consoles, and does to any named call what `fault()` says.
 */
type Remote = typeof REMOTE;
export type RemoteName = keyof Remote;
type ArgsOf<N extends RemoteName> = ReturnType<Remote[N]["args"]["read"]>;
type ResultOf<N extends RemoteName> = ReturnType<Remote[N]["ret"]["read"]>;

interface Handler {
  // Method syntax on purpose: handlers of unlike procedures share the map.
  run(args: unknown, session: FakeSession): unknown;
}

export interface FakeDaemonOptions {
  domains?: FakeDomain[];
  /** Accepts connections and never says a word. */
  silent?: boolean;
}

const ERR_NO_DOMAIN = 42;
const ERR_OPERATION_INVALID = 55;
const FROM_TEST = 12;
const EVENT = { started: 2, suspended: 3, resumed: 4, stopped: 5 } as const;
const KEEPALIVE_FEATURE = 10;
const EVENT_CALLBACK_FEATURE = 14;

export class FakeDaemon {
  readonly domains: FakeDomain[];
  /** The clients seen so far, closed ones included. */
  readonly sessions: FakeSession[] = [];
  readonly socketPath: string;
  private readonly directory: string;
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();
  private readonly handlers = new Map<string, Handler>();
  private readonly payloads = new Map<string, Uint8Array>();
  private readonly faults = new Map<string, Fault>();
  private nextCallbackId = 0;

  private constructor(directory: string, options: FakeDaemonOptions) {
    this.directory = directory;
    this.socketPath = join(directory, "sock");
    this.domains = options.domains ?? fakeDomains(3);
    this.server = createServer((socket) => {
      this.sockets.add(socket);
      socket.once("close", () => this.sockets.delete(socket));
      if (options.silent) socket.resume().on("error", () => {});
      else this.sessions.push(new FakeSession(socket, this));
    });
    this.answerOpening();
    this.answerLists();
    this.answerLifecycle();
    this.answerEvents();
  }

  static async start(options: FakeDaemonOptions = {}): Promise<FakeDaemon> {
    const directory = await mkdtemp(join(tmpdir(), "fake-libvirtd-"));
    const daemon = new FakeDaemon(directory, options);
    await new Promise<void>((resolve) => daemon.server.listen(daemon.socketPath, resolve));
    return daemon;
  }

  /** Clients connected now. */
  get clients(): number {
    return this.sockets.size;
  }

  /** Answers a call; what `run` throws as FakeRefusal goes out as the daemon's error. */
  on<N extends RemoteName>(
    name: N,
    run: (args: ArgsOf<N>, session: FakeSession) => ResultOf<N>,
  ): void {
    const handler = {
      run(args: ArgsOf<N>, session: FakeSession) {
        return run(args, session);
      },
    };
    this.handlers.set(name, handler);
  }

  /** Misbehaves at every call of this name from now on; undefined = back to normal. */
  setFault(name: RemoteName, fault: Fault | undefined): void {
    if (fault) this.faults.set(name, fault);
    else this.faults.delete(name);
  }

  /** Answers every call of this name with these bytes. */
  setPayload(name: RemoteName, payload: Uint8Array): void {
    this.payloads.set(name, payload);
  }

  payload(name: string): Uint8Array | undefined {
    return this.payloads.get(name);
  }

  fault(name: string): Fault | undefined {
    return this.faults.get(name) ?? (this.handlers.has(name) ? undefined : "unknown");
  }

  answer(name: string, args: unknown, session: FakeSession): unknown {
    return this.handlers.get(name)?.run(args, session);
  }

  /** Puts a machine into a state and tells every subscribed client. */
  changeState(domain: FakeDomain, state: number, event: number): void {
    domain.state = state;
    if (state === SHUT_OFF) domain.id = -1;
    else if (domain.id < 0) domain.id = this.domains.indexOf(domain) + 1;
    for (const session of this.sessions) session.sendLifecycle(domain, event);
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
    await rm(this.directory, { recursive: true, force: true });
  }

  private find({ uuid }: Pick<Domain, "uuid">): FakeDomain {
    const found = this.domains.find((domain) => Buffer.compare(domain.uuid, uuid) === 0);
    if (!found) throw new FakeRefusal(ERR_NO_DOMAIN, FROM_TEST, "Domain not found");
    return found;
  }

  private answerOpening(): void {
    this.on("authList", () => ({ types: [0] }));
    this.on("connectSupportsFeature", ({ feature }) => ({
      supported: feature === KEEPALIVE_FEATURE || feature === EVENT_CALLBACK_FEATURE ? 1 : 0,
    }));
    this.on("connectOpen", () => undefined);
    this.on("connectClose", () => undefined);
    this.on("connectGetUri", () => ({ uri: "test:///default" }));
    this.on("connectGetType", () => ({ type: "TEST" }));
    this.on("connectGetHostname", () => ({ hostname: "fake" }));
    this.on("connectGetVersion", () => ({ hvVer: 2n }));
    this.on("connectGetLibVersion", () => ({ libVer: 11_003_000n }));
  }

  private answerLists(): void {
    this.on("connectListAllDomains", ({ needResults }) => ({
      domains: needResults ? this.domains.map(domainRef) : [],
      ret: this.domains.length,
    }));
    this.on("connectNumOfDomains", () => ({
      num: this.domains.filter(({ id }) => id >= 0).length,
    }));
    this.on("connectGetAllDomainStats", ({ doms }) => {
      const asked = doms.length > 0 ? doms.map((dom) => this.find(dom)) : this.domains;
      return { retStats: asked.map((d) => ({ dom: domainRef(d), params: d.stats })) };
    });
    this.on("domainLookupByUuid", (args) => ({ dom: domainRef(this.find(args)) }));
    this.on("domainLookupByName", ({ name }) => {
      const found = this.domains.find((domain) => domain.name === name);
      if (!found) throw new FakeRefusal(ERR_NO_DOMAIN, FROM_TEST, "Domain not found");
      return { dom: domainRef(found) };
    });
    this.on("domainGetXmlDesc", ({ dom }) => ({ xml: domainXml(this.find(dom)) }));
    this.on("domainGetState", ({ dom }) => ({ state: this.find(dom).state, reason: 0 }));
    this.on("domainGetInfo", ({ dom }) => {
      const { state, vcpus, memoryKib } = this.find(dom);
      const memory = BigInt(memoryKib);
      return { state, maxMem: memory, memory, nrVirtCpu: vcpus, cpuTime: 0n };
    });
  }

  private answerLifecycle(): void {
    const move = (dom: Domain, rule: { from: number[]; to: number; event: number }) => {
      const domain = this.find(dom);
      if (!rule.from.includes(domain.state)) {
        const reason = "Requested operation is not valid";
        throw new FakeRefusal(ERR_OPERATION_INVALID, FROM_TEST, reason);
      }
      this.changeState(domain, rule.to, rule.event);
      return domain;
    };
    const start = { from: [SHUT_OFF], to: RUNNING, event: EVENT.started };
    const stop = { from: [RUNNING, PAUSED], to: SHUT_OFF, event: EVENT.stopped };
    this.on("domainCreate", ({ dom }) => void move(dom, start));
    this.on("domainCreateWithFlags", ({ dom }) => ({ dom: domainRef(move(dom, start)) }));
    this.on("domainDestroy", ({ dom }) => void move(dom, stop));
    this.on("domainDestroyFlags", ({ dom }) => void move(dom, stop));
    this.on("domainShutdown", ({ dom }) => void move(dom, stop));
    const pause = { from: [RUNNING], to: PAUSED, event: EVENT.suspended };
    this.on("domainSuspend", ({ dom }) => void move(dom, pause));
    const resume = { from: [PAUSED], to: RUNNING, event: EVENT.resumed };
    this.on("domainResume", ({ dom }) => void move(dom, resume));
    this.on("domainOpenConsole", () => undefined);
  }

  private answerEvents(): void {
    this.on("connectDomainEventCallbackRegisterAny", ({ eventId }, session) => {
      const callbackId = this.nextCallbackId++;
      if (eventId === 0) session.lifecycleId = callbackId;
      return { callbackId };
    });
    this.on("connectDomainEventCallbackDeregisterAny", ({ callbackId }, session) => {
      if (session.lifecycleId === callbackId) session.lifecycleId = undefined;
    });
  }
}
