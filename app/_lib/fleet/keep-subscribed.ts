import type { TRPCClientErrorLike } from "@trpc/client";
import type { AppRouter } from "@/server/api/root";

type Refusal = TRPCClientErrorLike<AppRouter>;

export interface FeedHandlers {
  onComplete(): void;
  onError(error: Refusal): void;
  onConnectionStateChange(state: { state: string }): void;
}

interface Feed {
  /** Subscribes anew, from where the last one got to. */
  open(handlers: FeedHandlers): { unsubscribe(): void };
  onSignedOut(): void;
}

const RETRY_MS_MIN = 500;
const RETRY_MS_MAX = 10_000;

/**
 * Keeps one subscription open. When the socket breaks, the link would repeat the first request, which
 * would answer with a whole snapshot; asking anew lets the feed resume from the last version seen.
 */
export function keepSubscribed(feed: Feed): () => void {
  let current: { unsubscribe(): void } | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let generation = 0;
  let failures = 0;
  let stopped = false;

  const again = (mine: number, delayMs: number) => {
    if (stopped || mine !== generation) return;
    generation++;
    current?.unsubscribe();
    clearTimeout(timer);
    timer = setTimeout(subscribe, delayMs);
  };

  function subscribe(): void {
    const mine = ++generation;
    let wasOpen = false;
    const retryMs = () => Math.min(RETRY_MS_MAX, RETRY_MS_MIN * 2 ** failures++);
    current = feed.open({
      onComplete: () => again(mine, retryMs()),
      onError: (error) => {
        if (mine !== generation) return;
        if (error.data?.code === "UNAUTHORIZED") feed.onSignedOut();
        else again(mine, retryMs());
      },
      onConnectionStateChange: ({ state }) => {
        if (mine !== generation) return;
        if (state === "pending") {
          wasOpen = true;
          failures = 0;
        } else if (wasOpen) again(mine, 0);
      },
    });
  }

  subscribe();
  return () => {
    stopped = true;
    generation++;
    clearTimeout(timer);
    current?.unsubscribe();
  };
}
