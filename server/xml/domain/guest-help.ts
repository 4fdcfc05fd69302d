import type { XmlElement } from "../element";
import { readCount } from "../values";
import type { DomainFacts } from "./types";

const AGENT_CHANNEL = "org.qemu.guest_agent.0";

/** libvirt writes into the live XML whether a program of the guest holds the channel open. */
export function readAgentConnected(channels: readonly XmlElement[]): boolean {
  return channels.some((channel) => {
    const target = channel.child("target");
    return target?.attr("name") === AGENT_CHANNEL && target.attr("state") === "connected";
  });
}

/** Without a balloon there are no figures at all; without a period QEMU never asks the guest for them. */
export function readMemoryStats(balloon: XmlElement | undefined): DomainFacts["memoryStats"] {
  if (!balloon?.attr("model")?.startsWith("virtio")) return "none";
  return (readCount(balloon.child("stats")?.attr("period")) ?? 0) > 0 ? "on" : "off";
}
