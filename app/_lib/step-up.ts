import type { TRPCLink } from "@trpc/client";
import { observable } from "@trpc/server/observable";
import type { AppRouter } from "@/server/api/root";
import { createRequestStore } from "./request-store";

interface StepUpRequest {
  /** true: proved, the call is repeated; false: it fails as it did. */
  answer: (proved: boolean) => void;
}

/** Put by any refused call, answered by the one mounted dialog. */
export const stepUpRequests = createRequestStore<StepUpRequest>();

let asking: Promise<boolean> | undefined;

/** Several calls that are refused at once wait for the same dialog. */
function askOnce(): Promise<boolean> {
  asking ??= new Promise<boolean>((resolve) => {
    stepUpRequests.open({
      answer: (proved) => {
        stepUpRequests.close();
        asking = undefined;
        resolve(proved);
      },
    });
  });
  return asking;
}

/** A call that needs a fresh proof waits for it and is made again; whoever made it notices nothing. */
export const stepUpLink: TRPCLink<AppRouter> = () => (chain) =>
  observable((observer) => {
    let running = chain.next(chain.op).subscribe({
      next: (value) => observer.next(value),
      complete: () => observer.complete(),
      error: (error) => {
        if (error.message !== "stepUpNeeded") return observer.error(error);
        void askOnce().then((proved) => {
          if (!proved) return observer.error(error);
          running = chain.next(chain.op).subscribe(observer);
        });
      },
    });
    return () => running.unsubscribe();
  });
