import type { useTRPCClient } from "@/app/_lib/trpc";
import {
  CONSOLE_PROTOCOL,
  type OpenConsoleInput,
  TICKET_PROTOCOL_PREFIX,
} from "@/server/consoles/schema";

export type ApiClient = ReturnType<typeof useTRPCClient>;

/** A ticket, spent at once: it travels as a sub-protocol, so it is in no address and no log. */
export async function openSocket(client: ApiClient, input: OpenConsoleInput): Promise<WebSocket> {
  const { path, ticket } = await client.consoles.open.mutate(input);
  const origin = location.origin.replace(/^http/, "ws");
  const protocols = [CONSOLE_PROTOCOL, `${TICKET_PROTOCOL_PREFIX}${ticket}`];
  const socket = new WebSocket(`${origin}${path}`, protocols);
  socket.binaryType = "arraybuffer";
  return socket;
}
