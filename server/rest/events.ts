import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Context } from "../api/context";
import type { InventoryMessage } from "../inventory/types";
import { maySee } from "../operations/may";
import type { OperationMessage } from "../operations/types";
import { AppError } from "../problem";
import { sightOf } from "../rights/sight-of";
import type { Rights } from "../rights/types";
import type { Runtime } from "../runtime-types";
import type { TokenCaller, TokenDoor } from "../tokens/token-door";

const HEARTBEAT_MS = 15_000;
/** Who takes nothing for this long is let go; `Last-Event-ID` brings it back to where it was. */
const STALLED_MS = 30_000;
const STREAMS_MAX = 200;
const STREAMS_PER_TOKEN_MAX = 10;

export interface EventStream {
  serve(
    request: IncomingMessage,
    response: ServerResponse,
    by: { caller: TokenCaller; context: Context },
  ): Promise<void>;
}

interface Event {
  name: string;
  data: unknown;
  /** Where a reader that lost the line goes on. */
  id?: string;
}

/**
 * The fleet as server-sent events, each judged by the reader's rights at the moment it is sent. The feeds
 * behind it hold no backlog but the newest state of each thing, so a slow reader costs no memory.
 */
export function createEventStream(
  runtime: Runtime,
  door: Pick<TokenDoor, "stillGood">,
): EventStream {
  const streams = new Map<string, number>();

  function enter(tokenId: string): () => void {
    const mine = streams.get(tokenId) ?? 0;
    const all = [...streams.values()].reduce((sum, count) => sum + count, 0);
    if (mine >= STREAMS_PER_TOKEN_MAX || all >= STREAMS_MAX)
      throw new AppError({ code: "throttled", params: { seconds: 10 } });
    streams.set(tokenId, mine + 1);
    return () => {
      const left = (streams.get(tokenId) ?? 1) - 1;
      if (left > 0) streams.set(tokenId, left);
      else streams.delete(tokenId);
    };
  }

  return {
    async serve(request, response, { caller }) {
      const leave = enter(caller.tokenId);
      const stop = new AbortController();
      const end = () => stop.abort();
      response.on("close", end);
      const expiry = setTimeout(end, Math.min(caller.expiresAtMs - Date.now(), 2 ** 31 - 1));
      const stopRights = runtime.rights.onChange(() => {
        door.stillGood(caller.tokenId).then((good) => good || end(), end);
      });
      response.writeHead(200, {
        "Content-Type": "text/event-stream; charset=utf-8",
        "Cache-Control": "no-store",
        "X-Accel-Buffering": "no",
      });
      response.write(": hello\n\n");
      const heartbeat = setInterval(() => response.write(": alive\n\n"), HEARTBEAT_MS);
      const rights = runtime.rights.of(caller.signedIn.subject);
      try {
        const resume = resumeOf(request.headers["last-event-id"]);
        const inventory = runtime.fleet.watch({
          signal: stop.signal,
          sight: sightOf({ rights, runtime }),
          ...(resume ? { resume } : {}),
        });
        const operations = runtime.operations.watch(stop.signal);
        const write = createWriter(response, stop.signal);
        await Promise.all([
          pass(inventory, inventoryEvents(rights, resume?.epoch), write, stop.signal),
          pass(operations, (message) => operationEvents(message, rights), write, stop.signal),
        ]);
      } finally {
        end();
        clearTimeout(expiry);
        clearInterval(heartbeat);
        stopRights();
        leave();
        response.end();
      }
    },
  };
}

async function pass<M>(
  messages: AsyncIterable<M>,
  eventsOf: (message: M) => Event[],
  write: (events: Event[]) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  for await (const message of messages) {
    if (signal.aborted) return;
    await write(eventsOf(message));
  }
}

function createWriter(response: ServerResponse, signal: AbortSignal) {
  return async (events: Event[]): Promise<void> => {
    const text = events.map(textOf).join("");
    if (text === "" || signal.aborted || response.write(text)) return;
    const patience = AbortSignal.any([signal, AbortSignal.timeout(STALLED_MS)]);
    await once(response, "drain", { signal: patience }).catch(() => response.destroy());
  };
}

/** JSON holds no line end, so no text of a guest can end an event and begin another. */
const textOf = ({ name, data, id }: Event): string =>
  `${id === undefined ? "" : `id: ${id}\n`}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;

/** The feed names its epoch in snapshots only; every change after it belongs to the same run of the server. */
function inventoryEvents(
  rights: Rights,
  resumed: string | undefined,
): (message: InventoryMessage) => Event[] {
  let epoch = resumed ?? "";
  let version = 0;
  return (message) => {
    switch (message.kind) {
      case "snapshot":
        epoch = message.epoch;
        version = message.version;
        return [
          { name: "reset", data: { hosts: message.hosts.length, machines: message.total } },
          ...message.hosts.map((data) => ({ name: "host", data })),
        ];
      case "machines":
        return [
          ...message.rows.map((data) => ({ name: "machine", data })),
          ...(message.last ? [{ name: "ready", data: {}, id: `${epoch}.${version}` }] : []),
        ];
      case "change":
        return changeEvents(message, epoch, rights);
      case "samples":
        return [];
    }
  };
}

function changeEvents(
  message: Extract<InventoryMessage, { kind: "change" }>,
  epoch: string,
  rights: Rights,
): Event[] {
  const events: Event[] = [
    ...message.hosts.map((data) => ({ name: "host", data })),
    ...message.machines.map((data) => ({ name: "machine", data })),
    // The feed names what is gone to everybody; here that is a right as well.
    ...message.removed.flatMap((key) => {
      const [hostId = "", uuid = ""] = key.split("/");
      if (!rights.can("machine.view", { kind: "machine", uuid })) return [];
      return [{ name: "machine.gone", data: { hostId, uuid } }];
    }),
    ...message.removedHosts
      .filter((hostId) => rights.can("host.view", { kind: "host", hostId }))
      .map((hostId) => ({ name: "host.gone", data: { hostId } })),
  ];
  const last = events.at(-1);
  if (last) last.id = `${epoch}.${message.version}`;
  return events;
}

function operationEvents(message: OperationMessage, rights: Rights): Event[] {
  const all = message.kind === "snapshot" ? message.operations : [message.operation];
  return all
    .filter((operation) => maySee(rights, operation))
    .map((data) => ({ name: "operation", data }));
}

function resumeOf(header: string | string[] | undefined) {
  const [, epoch, version] = /^([0-9a-f-]{1,64})\.(\d{1,15})$/.exec(String(header ?? "")) ?? [];
  return epoch === undefined ? undefined : { epoch, version: Number(version) };
}
