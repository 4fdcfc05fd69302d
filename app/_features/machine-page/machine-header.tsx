"use client";
import { ArrowRightLeft, ChevronDown, Terminal } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useShortcuts } from "@/app/_lib/keyboard/use-shortcuts";
import { machineKeyText, machinePath } from "@/app/_lib/machine-key";
import { Button } from "@/app/_ui/button";
import { IconButton } from "@/app/_ui/icon-button";
import { PageHeader } from "@/app/_ui/page-header";
import type { MachineRow } from "@/server/inventory/types";
import { actionTable } from "../machines/actions/action-table";
import { MachineDropdownMenu } from "../machines/actions/machine-dropdown-menu";
import { useMachineActions } from "../machines/actions/use-machine-actions";
import { openMigrate } from "../migrations/migrate-dialog/open-migrate";
import { likelyAction } from "./likely-action";
import { MachineLine } from "./machine-line";
import { useAbility } from "./use-ability";

/** Name, state, where it runs; the likely power action, console and migration within reach. */
export function MachineHeader({ row }: { row: MachineRow }) {
  const t = useTranslations("machine.header");
  const verbs = useTranslations("machines");
  const { run } = useMachineActions();
  const likely = likelyAction(row);
  const { icon: LikelyIcon, shortcut } = actionTable[likely];
  const likelyReason = useAbility(likely, row);
  const consoleReason = useAbility("console", row);
  const migrateReason = useAbility("migrate", row);
  const rebootReason = useAbility("reboot", row);
  const keys = [machineKeyText(row)];
  const migrate = () => openMigrate({ hostId: row.hostId, uuid: row.uuid });
  useShortcuts({
    s: () => likelyReason === undefined && run(likely, keys),
    r: () => rebootReason === undefined && run("reboot", keys),
    m: () => migrateReason === undefined && migrate(),
  });
  return (
    <PageHeader
      title={row.name}
      aside={row.title ?? undefined}
      actions={
        <>
          <span className="flex">
            <Button
              reason={likelyReason}
              aria-keyshortcuts={shortcut}
              onClick={() => run(likely, keys)}
              className="rounded-r-none border-r-0"
            >
              <LikelyIcon aria-hidden="true" />
              {verbs(`action.${likely}`)}
            </Button>
            <MachineDropdownMenu keys={keys} without={["open", "console", "migrate"]}>
              <IconButton variant="secondary" label={t("more")} className="rounded-l-none">
                <ChevronDown aria-hidden="true" />
              </IconButton>
            </MachineDropdownMenu>
          </span>
          <Button reason={migrateReason} aria-keyshortcuts="m" onClick={migrate}>
            <ArrowRightLeft aria-hidden="true" />
            {t("migrate")}
          </Button>
          {consoleReason === undefined ? (
            <Button asChild variant="primary">
              <Link href={`${machinePath(row)}/console`}>
                <Terminal aria-hidden="true" />
                {t("console")}
              </Link>
            </Button>
          ) : (
            <Button variant="primary" reason={consoleReason}>
              <Terminal aria-hidden="true" />
              {t("console")}
            </Button>
          )}
        </>
      }
    >
      <MachineLine row={row} />
    </PageHeader>
  );
}
