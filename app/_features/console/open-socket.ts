import { problemOf } from "@/app/_components/problem-of";
import type { useTRPCClient } from "@/app/_lib/trpc";
import {
  CONSOLE_PROTOCOL,
  type OpenConsoleInput,
  TICKET_PROTOCOL_PREFIX,
} from "@/server/consoles/schema";
import type { ConsoleTicket } from "@/server/consoles/types";

export type ApiClient = ReturnType<typeof useTRPCClient>;

/** Asks for a ticket; who may not control is shown the console view-only. */
export async function askTicket(
  client: ApiClient,
  input: OpenConsoleInput,
): Promise<ConsoleTicket> {
  try {
    return await client.consoles.open.mutate(input);
  } catch (error) {
    if (input.mode === "view" || problemOf(error).code !== "forbidden") throw error;
    return await client.consoles.open.mutate({ ...input, mode: "view" });
  }
}

/** Spends a ticket at once: it travels as a sub-protocol, so it is in no address and no log. */
export function openSocket({ path, ticket }: ConsoleTicket): WebSocket {
  const origin = location.origin.replace(/^http/, "ws");
  const protocols = [CONSOLE_PROTOCOL, `${TICKET_PROTOCOL_PREFIX}${ticket}`];
  const socket = new WebSocket(`${origin}${path}`, protocols);
  socket.binaryType = "arraybuffer";
  return socket;
}
