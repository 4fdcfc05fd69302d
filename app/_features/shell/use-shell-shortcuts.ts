"use client";
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { allowSingleKeys, pauseSingleKeys, useShortcuts } from "@/app/_lib/keyboard/use-shortcuts";
import { useTRPC } from "@/app/_lib/trpc";
import { overlay, toggleOverlay, useOverlay } from "./overlay";
import { auditItem, navItems, settingsItem } from "./rail/nav-items";
import { toggleCollapsed } from "./rail/use-collapsed";

/** The keys that work on every page. */
export function useShellShortcuts(): void {
  const router = useRouter();
  const trpc = useTRPC();
  const me = useQuery(trpc.session.me.queryOptions());
  const singleKeys = me.data?.preferences.singleKeys ?? true;
  useEffect(() => allowSingleKeys(singleKeys), [singleKeys]);
  const isCovered = useOverlay() !== null;
  useEffect(() => pauseSingleKeys(isCovered), [isCovered]);
  const go = Object.fromEntries(
    [...navItems, auditItem, settingsItem].map((item) => [
      `g ${item.key}`,
      () => router.push(item.path),
    ]),
  );
  useShortcuts({
    ...go,
    "mod+k": () => toggleOverlay("palette"),
    "mod+j": () => toggleOverlay("tasks"),
    "mod+b": toggleCollapsed,
    "?": () => overlay.open("shortcuts"),
  });
}
