import { createSocket } from "node:dgram";
import { connect as connectTcp, isIPv6, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import type { SyslogTarget } from "../schema";

/** Where messages go until it closes; `send` resolves when the system has taken the message. */
export interface SyslogLink {
  send(message: string): Promise<void>;
  close(): void;
  readonly isOpen: boolean;
}

const CONNECT_TIMEOUT_MS = 10_000;
const SEND_TIMEOUT_MS = 10_000;

export function openSyslog(target: SyslogTarget): Promise<SyslogLink> {
  return target.transport === "udp" ? openUdp(target) : openStream(target);
}

async function openUdp({ host, port }: SyslogTarget): Promise<SyslogLink> {
  const socket = createSocket(isIPv6(host) ? "udp6" : "udp4");
  let isOpen = true;
  const end = () => {
    if (!isOpen) return;
    isOpen = false;
    socket.close();
  };
  socket.on("error", end).unref();
  return {
    get isOpen() {
      return isOpen;
    },
    send: (message) =>
      new Promise((resolve, reject) =>
        socket.send(message, port, host, (error) => (error ? reject(error) : resolve())),
      ),
    close: end,
  };
}

async function openStream({ transport, host, port }: SyslogTarget): Promise<SyslogLink> {
  const socket: Socket =
    transport === "tls" ? connectTls({ host, port, servername: host }) : connectTcp({ host, port });
  let isOpen = true;
  socket.on("close", () => {
    isOpen = false;
  });
  await new Promise<void>((resolve, reject) => {
    socket.setTimeout(CONNECT_TIMEOUT_MS, () => socket.destroy(new Error("no answer in time")));
    socket.once(transport === "tls" ? "secureConnect" : "connect", resolve).once("error", reject);
  });
  socket.setTimeout(0);
  // Whatever comes later ends the link; who sends next sees that.
  socket.on("error", () => socket.destroy()).unref();
  socket.resume();
  return {
    get isOpen() {
      return isOpen;
    },
    /** RFC 6587 octet counting: a message may hold any byte. */
    send: (message) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(
          () => socket.destroy(new Error("the receiver takes nothing any more")),
          SEND_TIMEOUT_MS,
        );
        socket.write(`${Buffer.byteLength(message)} ${message}`, (error) => {
          clearTimeout(timer);
          if (error) reject(error);
          else resolve();
        });
      }),
    close: () => socket.destroy(),
  };
}
