"use client";
import { MoreHorizontal, RefreshCw } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Since } from "@/app/_components/since";
import { useRightReason } from "@/app/_components/use-right-reason";
import { Button } from "@/app/_ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/app/_ui/dropdown-menu";
import { IconButton } from "@/app/_ui/icon-button";
import { PageHeader } from "@/app/_ui/page-header";
import type { HostRow } from "@/server/inventory/types";
import { HostState } from "../host-state";
import { RemoveHostDialog } from "./remove-host-dialog";
import { RenameHostDialog } from "./rename-host-dialog";
import { useReconnect } from "./use-reconnect";

export function HostHeader({ host }: { host: HostRow }) {
  const t = useTranslations("hosts.page");
  const [dialog, setDialog] = useState<"rename" | "remove" | null>(null);
  const reconnect = useReconnect(host.id);
  const reason = useRightReason("host.manage", { kind: "host", hostId: host.id });
  return (
    <>
      <PageHeader
        title={host.name}
        aside={host.hostname !== host.name ? host.hostname : undefined}
        actions={
          <>
            {host.link !== "online" && (
              <Button reason={reason} busy={reconnect.isPending} onClick={() => reconnect.mutate()}>
                <RefreshCw aria-hidden="true" />
                {t("retryNow")}
              </Button>
            )}
            <DropdownMenu>
              <DropdownMenuTrigger asChild>
                <IconButton label={t("more")}>
                  <MoreHorizontal aria-hidden="true" />
                </IconButton>
              </DropdownMenuTrigger>
              <DropdownMenuContent align="end">
                <DropdownMenuItem reason={reason} onSelect={() => setDialog("rename")}>
                  {t("rename")}
                </DropdownMenuItem>
                <DropdownMenuSeparator />
                <DropdownMenuItem danger reason={reason} onSelect={() => setDialog("remove")}>
                  {t("remove")}
                </DropdownMenuItem>
              </DropdownMenuContent>
            </DropdownMenu>
          </>
        }
      >
        <p className="flex flex-wrap items-center gap-x-2 text-text-2">
          <HostState link={host.link} />
          <span>{t.rich("since", { when: () => <Since atMs={host.sinceMs} /> })}</span>
        </p>
      </PageHeader>
      {dialog === "rename" && <RenameHostDialog host={host} onClose={() => setDialog(null)} />}
      {dialog === "remove" && <RemoveHostDialog host={host} onClose={() => setDialog(null)} />}
    </>
  );
}
