"use client";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createTRPCClient, createWSClient, httpBatchLink, splitLink, wsLink } from "@trpc/client";
import { createTRPCContext } from "@trpc/tanstack-react-query";
import { type ReactNode, useState } from "react";
import type { AppRouter } from "@/server/api/root";
import { markSignedOut } from "./fleet/store";
import { stepUpLink } from "./step-up";

export const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>();

/** The server's word that the session is over; see server/http/sockets.ts. */
const SIGNED_OUT_CODE = 4_401;

type LinkState = "idle" | "connecting" | "pending";
const linkListeners = new Set<() => void>();
let linkState: LinkState = "idle";

/** The WebSocket's state as an external store, for the connection banner. */
export const socketLink = {
  subscribe(listener: () => void): () => void {
    linkListeners.add(listener);
    return () => linkListeners.delete(listener);
  },
  current: (): LinkState => linkState,
};

function socketUrl(): string {
  return `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws/trpc`;
}

function makeClient() {
  const socket = createWSClient({
    url: socketUrl,
    lazy: { enabled: true, closeMs: 60_000 },
    keepAlive: { enabled: true, intervalMs: 20_000, pongTimeoutMs: 10_000 },
    onClose: (cause) => {
      if (cause?.code === SIGNED_OUT_CODE) markSignedOut();
    },
    retryDelayMs: (attempt) => Math.min(5_000, 250 * 2 ** attempt),
  });
  socket.connectionState.subscribe({
    next: ({ state }) => {
      linkState = state;
      for (const listener of linkListeners) listener();
    },
  });
  return createTRPCClient<AppRouter>({
    links: [
      stepUpLink,
      splitLink({
        condition: (operation) => operation.type === "subscription",
        true: wsLink({ client: socket }),
        false: httpBatchLink({ url: "/api/trpc", headers: { "x-flotilla": "1" } }),
      }),
    ],
  });
}

/** Queries read the server's mirror, which is live: nothing here polls or goes stale by the clock. */
function makeQueryClient() {
  return new QueryClient({
    defaultOptions: { queries: { staleTime: 5_000, retry: 1, refetchOnWindowFocus: false } },
  });
}

export function ApiProvider({ children }: { children: ReactNode }) {
  const [queryClient] = useState(makeQueryClient);
  const [client] = useState(makeClient);
  return (
    <QueryClientProvider client={queryClient}>
      <TRPCProvider trpcClient={client} queryClient={queryClient}>
        {children}
      </TRPCProvider>
    </QueryClientProvider>
  );
}
