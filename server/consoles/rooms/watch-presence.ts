import type { Rooms } from "./rooms";
import type { RoomView } from "./types";

/** Who is before a machine's consoles, now and after each change. */
export async function* watchPresence(
  rooms: Rooms,
  uuid: string,
  signal: AbortSignal,
): AsyncGenerator<RoomView[]> {
  let isNew = true;
  let wake = () => {};
  const change = () => {
    isNew = true;
    wake();
  };
  const stop = rooms.onChange(uuid, change);
  signal.addEventListener("abort", change);
  try {
    while (!signal.aborted) {
      if (isNew) {
        isNew = false;
        yield rooms.views(uuid);
      } else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  } finally {
    stop();
    signal.removeEventListener("abort", change);
  }
}
