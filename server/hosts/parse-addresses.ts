import { formatUri, parseUri } from "node-libvirt";
import type { VerbContext } from "../api/context";
import type { HostRow } from "../inventory/types";
import { AppError } from "../problem";
import { daemonOf, parseAddress } from "./address";
import { suggestName } from "./suggest-name";
import type { ParsedAddress } from "./types";

const LINES_MAX = 500;

/** One address a line; empty lines and lines that begin with # are left out. */
export async function parseAddresses(
  ctx: VerbContext,
  input: { text: string },
): Promise<ParsedAddress[]> {
  return readAddresses(input.text, ctx.runtime.fleet.hosts());
}

export function readAddresses(
  text: string,
  hosts: readonly Pick<HostRow, "name" | "uri">[],
): ParsedAddress[] {
  const known = new Map(hosts.map(({ name, uri }) => [daemonOf(parseUri(uri)), name]));
  const taken = new Set(hosts.map(({ name }) => name));
  const lines = text.split(/\r?\n/).map((line, at) => ({ line: at + 1, text: line.trim() }));
  return lines
    .filter((line) => line.text !== "" && !line.text.startsWith("#"))
    .slice(0, LINES_MAX)
    .map((line) => readLine(line, { known, taken }));
}

interface Seen {
  /** Daemon → what it is called here already. */
  known: Map<string, string>;
  taken: Set<string>;
}

function readLine(line: { line: number; text: string }, seen: Seen): ParsedAddress {
  try {
    const uri = parseAddress(line.text);
    const daemon = daemonOf(uri);
    const host = seen.known.get(daemon);
    if (host !== undefined) throw new AppError({ code: "hostKnown", params: { host } });
    const suggestedName = suggestName(uri, seen.taken);
    seen.known.set(daemon, suggestedName);
    seen.taken.add(suggestedName);
    return { ...line, uri: formatUri(uri), suggestedName, problem: null };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { ...line, uri: null, suggestedName: null, problem: error.problem };
  }
}
