"use client";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { machinePath } from "@/app/_lib/machine-key";

/** Goes to the same console of the machine on the host it moved to. */
export function useFollow(uuid: string, hostId: string | undefined): void {
  const router = useRouter();
  useEffect(() => {
    if (hostId === undefined) return;
    router.replace(`${machinePath({ hostId, uuid })}/console${location.search}`);
  }, [router, uuid, hostId]);
}
