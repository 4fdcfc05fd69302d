import type { LibvirtUri } from "node-libvirt";
import { parseUri } from "node-libvirt";
import type { VerbContext } from "../api/context";
import { problemOfHostError } from "../inventory/problem-of";
import type { HostDetail } from "../inventory/types";
import { AppError, type Problem } from "../problem";
import { daemonOf } from "./address";

export function getHostOrThrow(ctx: VerbContext, hostId: string): HostDetail {
  const host = ctx.runtime.fleet.hostDetail(hostId);
  if (!host) throw new AppError({ code: "notFound" });
  return host;
}

export function assertNameFree(ctx: VerbContext, name: string, exceptHostId?: string): void {
  const other = ctx.runtime.fleet.hosts().find((host) => host.name === name);
  if (other && other.id !== exceptHostId)
    throw new AppError({ code: "nameTaken", params: { name } });
}

export function assertAddressFree(ctx: VerbContext, uri: LibvirtUri): void {
  const daemon = daemonOf(uri);
  const other = ctx.runtime.fleet.hosts().find((host) => daemonOf(parseUri(host.uri)) === daemon);
  if (other) throw new AppError({ code: "hostKnown", params: { host: other.name } });
}

/** The registered host that is the same computer, by the UUID libvirt gives it and its name. */
export function sameComputer(
  ctx: VerbContext,
  found: { hostUuid: string | null; hostname: string | null; uri: LibvirtUri },
): string | undefined {
  if (found.hostUuid === null || found.hostname === null || found.uri.driver === "test") return;
  const { fleet } = ctx.runtime;
  const same = fleet.hosts().find(({ id, hostname, uri }) => {
    if (hostname !== found.hostname || parseUri(uri).path !== found.uri.path) return false;
    return fleet.hostDetail(id)?.capabilities?.hostUuid === found.hostUuid;
  });
  return same?.name;
}

/** What a host answered, as an AppError that names the host. */
export function hostFailure(error: unknown, host: string): AppError {
  const problem: Problem = problemOfHostError(error, { host });
  return new AppError(problem, { cause: error });
}
