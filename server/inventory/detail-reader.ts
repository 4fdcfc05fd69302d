/**
 * What follows behind the list, a few calls at a time: flags, XML, addresses, disk sizes.
 *
 * After a connect every machine's XML is read once; the queue is worked off at its own pace and
 * never holds up a look at a state. XML that is the same text as before is not parsed again.
 */
import type { Connection } from "node-libvirt";
import type { MachineXml } from "../machines/types";
import { parseDomain } from "../xml/domain/parse";
import { createLookQueue } from "./look-queue";
import { ipsOf, keepXml, type MachineDetails, visibleFacts } from "./machine-details";
import type { MachinePatch } from "./machine-patch";
import { isActive } from "./machine-state";
import { readAddresses } from "./read-addresses";
import { readFlags, readXml } from "./read-machine";
import type { MachineRow } from "./types";

const READS_AT_ONCE = 2;
const WINDOW_MS = 200;
/** A host full of machines is read in one go; a storm of events on it is not. */
const BURST = 10_000;
const PER_SECOND = 50;
const ADDRESS_DELAYS_MS = [3_000, 10_000, 30_000];
const TITLE_CHARACTERS_MAX = 255;

interface DetailSource {
  connection(): Connection;
  row(uuid: string): MachineRow | undefined;
  details(uuid: string): MachineDetails | undefined;
  patch(patch: MachinePatch): void;
  onXml(uuid: string): void;
  /** What the machine is at its next boot reads differently than before. */
  onDefinition(uuid: string, change: DefinitionChange): void;
  onError(error: unknown, uuid: string): void;
}

export interface DefinitionChange {
  before: string;
  after: string;
}

export interface DetailReader {
  /** XML, later; and the flags, unless a list has just told them. */
  readXml(uuid: string, options?: { flagsKnown: boolean }): void;
  /** Addresses of a running machine, later. */
  readAddresses(uuid: string): void;
  /** The same a few times in the half minute after a start: a guest asks for its address late. */
  readAddressesSoon(uuid: string): void;
  /** Flags and XML, now. */
  readNow(uuid: string): Promise<MachineXml | undefined>;
  clear(): void;
}

export function createDetailReader(source: DetailSource): DetailReader {
  const queueOptions = {
    onError: source.onError,
    concurrency: READS_AT_ONCE,
    windowMs: WINDOW_MS,
    burst: BURST,
    perSecond: PER_SECOND,
  };

  const wantsFlags = new Set<string>();
  const timers = new Set<NodeJS.Timeout>();

  async function readNow(uuid: string, flagsKnown = false): Promise<MachineXml | undefined> {
    const connection = source.connection();
    const flags = flagsKnown ? source.row(uuid) : await readFlags(connection, uuid);
    const row = source.row(uuid);
    if (!flags || !row) return undefined;
    const is = { active: isActive(row.state), persistent: flags.persistent };
    const xml = await readXml(connection, uuid, is);
    const details = source.details(uuid);
    if (!xml || !details) return undefined;
    const { persistent, autostart, hasManagedSave } = flags;
    const patch: MachinePatch = { uuid, persistent, autostart, hasManagedSave };
    const before = details.xml?.inactive ?? null;
    takeXml(details, xml);
    if (before !== null && xml.inactive !== null && before !== xml.inactive)
      source.onDefinition(uuid, { before, after: xml.inactive });
    if (details.facts) {
      const { title, osId } = details.facts;
      patch.title = title === null ? null : title.slice(0, TITLE_CHARACTERS_MAX);
      patch.osId = osId;
    }
    source.patch(patch);
    source.onXml(uuid);
    if (is.active && !details.addresses) addressQueue.look(uuid);
    return xml;
  }

  async function readIps(uuid: string): Promise<void> {
    const row = source.row(uuid);
    const details = source.details(uuid);
    if (!row || !details || !isActive(row.state)) return;
    const found = await readAddresses(source.connection(), uuid, details.facts?.interfaces ?? []);
    if (!found) return;
    details.addresses = found;
    source.patch({ uuid, ips: ipsOf(details) });
  }

  const xmlQueue = createLookQueue({
    ...queueOptions,
    run: async (uuid) => void (await readNow(uuid, !wantsFlags.delete(uuid))),
  });
  const addressQueue = createLookQueue({ ...queueOptions, concurrency: 1, run: readIps });

  return {
    readXml(uuid, { flagsKnown } = { flagsKnown: false }) {
      if (!flagsKnown) wantsFlags.add(uuid);
      xmlQueue.look(uuid);
    },
    readAddresses: addressQueue.look,
    readAddressesSoon(uuid) {
      for (const delayMs of ADDRESS_DELAYS_MS) {
        const timer = setTimeout(() => {
          timers.delete(timer);
          addressQueue.look(uuid);
        }, delayMs);
        timers.add(timer);
      }
    },
    readNow: (uuid) => readNow(uuid),
    clear() {
      wantsFlags.clear();
      xmlQueue.clear();
      addressQueue.clear();
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}

function takeXml(details: MachineDetails, xml: MachineXml): void {
  const text = xml.live ?? xml.inactive;
  const known = details.xml?.live ?? details.xml?.inactive;
  if (text !== null && (text !== known || !details.facts)) {
    details.facts = visibleFacts(parseDomain(text));
    if (!details.facts.agentConnected) details.agentAddresses = null;
  }
  keepXml(details, xml);
}
