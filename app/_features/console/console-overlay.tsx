"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { StateView } from "@/app/_components/state-view";
import { machineKeyText, machinePath } from "@/app/_lib/machine-key";
import { Button } from "@/app/_ui/button";
import { Spinner } from "@/app/_ui/spinner";
import type { ConsoleKind } from "@/server/consoles/schema";
import type { MachineRow } from "@/server/inventory/types";
import { useAbility } from "../machine-page/use-ability";
import { useMachineActions } from "../machines/actions/use-machine-actions";
import type { EndName } from "./phase";
import type { Connection } from "./use-connection";

interface OverlayProps {
  row: MachineRow;
  kind: ConsoleKind;
  connection: Connection;
}

/** What stands where the screen would: connecting, or why there is none and what mends it. */
export function ConsoleOverlay({ row, kind, connection }: OverlayProps) {
  const { phase } = connection;
  return (
    <div className="absolute inset-0 z-1 flex items-center justify-center overflow-auto bg-sunken p-4">
      {phase.kind === "opening" && <Opening name={row.name} />}
      {phase.kind === "ended" && (
        <Ended
          row={row}
          kind={kind}
          connection={connection}
          end={phase.end}
          detail={phase.detail}
        />
      )}
      {phase.kind === "refused" && (
        <ProblemAlert
          problem={phase.problem}
          className="max-w-150"
          actions={<Mending row={row} kind={kind} connection={connection} />}
        />
      )}
    </div>
  );
}

function Opening({ name }: { name: string }) {
  const t = useTranslations("console");
  return (
    <p role="status" className="flex items-center gap-2 text-text-2">
      <Spinner />
      {t("connecting", { name })}
    </p>
  );
}

interface EndedProps extends OverlayProps {
  end: EndName;
  detail: string;
}

function Ended({ end, detail, ...props }: EndedProps) {
  const t = useTranslations("console");
  const { waiting } = props.connection;
  const noRaw = detail === "" || end === "moved" || end === "kicked";
  return (
    <StateView
      kind={waiting === null ? "error" : "empty-first"}
      title={t(`ends.${end}.title`, { name: props.row.name, by: detail })}
      actions={<Mending {...props} end={end} />}
    >
      <p>{t(`ends.${end}.fix`, { name: props.row.name })}</p>
      {waiting !== null && (
        <p role="status" className="mt-1 flex items-center justify-center gap-2 text-sm">
          <Spinner />
          {t(`waiting.${waiting}`)}
        </p>
      )}
      {!noRaw && <p className="mt-2 break-words font-mono text-sm text-text-3">{detail}</p>}
    </StateView>
  );
}

/** The one button that helps, by what went wrong. */
function Mending({ row, kind, connection, end }: OverlayProps & { end?: EndName }): ReactNode {
  const t = useTranslations("console.mend");
  const { phase, waiting } = connection;
  const isOff = waiting === "machine";
  if (isOff) return <StartButton row={row} />;
  if (end === "signedOut") {
    const next = `${machinePath(row)}/console?mode=${kind}`;
    return (
      <Button asChild variant="primary">
        <Link href={`/sign-in?next=${encodeURIComponent(next)}`}>{t("signIn")}</Link>
      </Button>
    );
  }
  if (end === "serialBusy") {
    return (
      <>
        <Button onClick={() => connection.connect()}>{t("again")}</Button>
        <Button variant="danger" onClick={() => connection.connect({ takeOver: true })}>
          {t("takeOver")}
        </Button>
      </>
    );
  }
  const nothingToShow = phase.kind === "refused" && phase.problem.code.startsWith("console");
  return (
    <Button variant={nothingToShow ? "secondary" : "primary"} onClick={() => connection.connect()}>
      {end === undefined || waiting !== null ? t("again") : t("reconnect")}
    </Button>
  );
}

function StartButton({ row }: { row: MachineRow }) {
  const t = useTranslations("console.mend");
  const { run } = useMachineActions();
  const reason = useAbility("start", row);
  return (
    <Button variant="primary" reason={reason} onClick={() => run("start", [machineKeyText(row)])}>
      {t("start")}
    </Button>
  );
}
