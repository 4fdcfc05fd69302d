import type { QemuCalls } from "../protocol/qemu-calls.gen";
import type { RemoteCalls } from "../protocol/remote-calls.gen";
import type {
  Domain,
  Network,
  NodeDevice,
  Secret,
  StoragePool,
} from "../protocol/remote-structs.gen";
import type { EventFamily } from "./procedure";

/** Narrows a subscription to one object (or one QEMU monitor event); empty = all of the host. */
export interface EventFilter {
  dom?: Domain;
  net?: Network;
  pool?: StoragePool;
  dev?: NodeDevice;
  secret?: Secret;
  /** For `domainMonitorEvent` only: QEMU's own event name, `"BLOCK_JOB_READY"`. */
  monitorEvent?: string;
}

/** How one family of events is asked for and given up at the daemon. */
export interface FamilyCalls {
  /** Resolves to the callback id that the family's messages will carry. */
  register(eventId: number, filter: EventFilter): Promise<number>;
  deregister(callbackId: number): Promise<void>;
}

/** Messages about the daemon's own hypervisor connection carry no id; they all share this one. */
export const CONNECTION_CALLBACK_ID = -1;

export function familyCalls(
  remote: RemoteCalls,
  qemu: QemuCalls,
): Record<EventFamily, FamilyCalls> {
  const idOf = async (reply: Promise<{ callbackId: number }>) => (await reply).callbackId;
  return {
    domain: {
      register: (eventId, { dom = null }) =>
        idOf(remote.connectDomainEventCallbackRegisterAny({ eventId, dom })),
      deregister: (callbackId) => remote.connectDomainEventCallbackDeregisterAny({ callbackId }),
    },
    network: {
      register: (eventId, { net = null }) =>
        idOf(remote.connectNetworkEventRegisterAny({ eventId, net })),
      deregister: (callbackId) => remote.connectNetworkEventDeregisterAny({ callbackId }),
    },
    storagePool: {
      register: (eventId, { pool = null }) =>
        idOf(remote.connectStoragePoolEventRegisterAny({ eventId, pool })),
      deregister: (callbackId) => remote.connectStoragePoolEventDeregisterAny({ callbackId }),
    },
    nodeDevice: {
      register: (eventId, { dev = null }) =>
        idOf(remote.connectNodeDeviceEventRegisterAny({ eventId, dev })),
      deregister: (callbackId) => remote.connectNodeDeviceEventDeregisterAny({ callbackId }),
    },
    secret: {
      register: (eventId, { secret = null }) =>
        idOf(remote.connectSecretEventRegisterAny({ eventId, secret })),
      deregister: (callbackId) => remote.connectSecretEventDeregisterAny({ callbackId }),
    },
    monitor: {
      register: (_eventId, { dom = null, monitorEvent: event = null }) =>
        idOf(qemu.connectDomainMonitorEventRegister({ dom, event, flags: 0 })),
      deregister: (callbackId) => qemu.connectDomainMonitorEventDeregister({ callbackId }),
    },
    connection: {
      register: async () => {
        await remote.connectRegisterCloseCallback();
        return CONNECTION_CALLBACK_ID;
      },
      deregister: () => remote.connectUnregisterCloseCallback(),
    },
  };
}

/** Two subscriptions of one event whose filters share this text share one registration. */
export function filterKey({ dom, net, pool, dev, secret, monitorEvent }: EventFilter): string {
  const uuid = dom?.uuid ?? net?.uuid ?? pool?.uuid ?? secret?.uuid;
  const object = uuid ? Buffer.from(uuid).toString("hex") : (dev?.name ?? "");
  return `${object}/${monitorEvent ?? ""}`;
}
