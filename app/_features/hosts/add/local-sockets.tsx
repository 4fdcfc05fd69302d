"use client";
import { useQuery } from "@tanstack/react-query";
import { HardDrive } from "lucide-react";
import { useTranslations } from "next-intl";
import { useHosts } from "@/app/_lib/fleet-store";
import { useTRPC } from "@/app/_lib/trpc";
import { Button } from "@/app/_ui/button";
import type { LocalSocket, ParsedAddress } from "@/server/hosts/types";

interface LocalSocketsProps {
  taken: ReadonlySet<string>;
  onStart: (addresses: readonly ParsedAddress[]) => void;
}

/** libvirt on the very machine the server runs on: the shortest way to a first host. */
export function LocalSockets({ taken, onStart }: LocalSocketsProps) {
  const trpc = useTRPC();
  const hosts = useHosts();
  const local = useQuery(trpc.hosts.local.queryOptions());
  const known = new Set(hosts.map((host) => host.uri));
  const offered = (local.data ?? []).filter(({ uri }) => !known.has(uri) && !taken.has(uri));
  if (offered.length === 0) return null;
  return offered.map((socket) => (
    <Offer
      key={socket.path}
      socket={socket}
      onTake={() =>
        onStart([
          { line: 1, text: socket.uri, uri: socket.uri, suggestedName: null, problem: null },
        ])
      }
    />
  ));
}

function Offer({ socket, onTake }: { socket: LocalSocket; onTake: () => void }) {
  const t = useTranslations("hosts.add.local");
  return (
    <section className="flex flex-wrap items-center gap-x-4 gap-y-3 rounded-lg border border-border bg-surface px-4 py-3">
      <HardDrive className="size-5 shrink-0 text-text-3" strokeWidth={1.5} aria-hidden="true" />
      <div className="min-w-50 flex-1">
        <h2 className="font-medium">{t("title")}</h2>
        <p className="text-text-2">
          <span className="mono">{socket.path}</span>
        </p>
        {!socket.readable && <p className="text-warn-fg">{t("unreadable")}</p>}
      </div>
      <Button onClick={onTake}>{t("take")}</Button>
    </section>
  );
}
