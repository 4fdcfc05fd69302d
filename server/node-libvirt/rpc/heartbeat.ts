import { Keepalive } from "./keepalive";
import type { KeepaliveOptions } from "./options";

interface HeartbeatPort {
  ping(): void;
  dead(silentMs: number): void;
  /** While we do not read, silence says nothing about the peer. */
  isDeaf(): boolean;
}

/** Puts the keepalive's decisions on the clock. */
export class Heartbeat {
  private readonly options: KeepaliveOptions;
  private readonly port: HeartbeatPort;
  private readonly keepalive: Keepalive;
  private timer: NodeJS.Timeout | undefined;

  constructor(options: KeepaliveOptions, port: HeartbeatPort) {
    this.options = options;
    this.port = port;
    this.keepalive = new Keepalive(options, Date.now());
    this.check();
  }

  heard(): void {
    this.keepalive.heard(Date.now());
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private check(): void {
    const nowMs = Date.now();
    if (this.port.isDeaf()) this.keepalive.heard(nowMs);
    const { action, againInMs } = this.keepalive.check(nowMs);
    if (action === "dead") {
      this.port.dead(this.options.intervalMs * (this.options.count + 1));
      return;
    }
    if (action === "ping") this.port.ping();
    this.timer = setTimeout(() => this.check(), againInMs).unref();
  }
}
