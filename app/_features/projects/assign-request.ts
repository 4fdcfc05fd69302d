import { createRequestStore } from "@/app/_lib/request-store";

/** "Project…" for machines, by UUID, from wherever the person is. */
export const assignRequest = createRequestStore<readonly string[]>();
