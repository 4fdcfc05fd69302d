import type { HostRow } from "@/server/inventory/types";

/** Every word of the query occurs somewhere in the host's name, address, version or state. */
export function matchesHost(host: HostRow, query: string): boolean {
  const text = [host.name, host.hostname, host.uri, host.libvirtVersion, host.link]
    .join(" ")
    .toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
