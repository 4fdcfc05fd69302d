"use client";
import { useTranslations } from "next-intl";
import { Ago } from "@/app/_components/ago";
import { Badge } from "@/app/_ui/badge";
import { Button } from "@/app/_ui/button";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/app/_ui/table";
import type { SessionView } from "@/server/access/types";
import { useDeviceName } from "./use-device-name";

interface SessionTableProps {
  sessions: readonly SessionView[];
  /** The one that is just being ended. */
  ending: string | null;
  onEnd: (sessionId: string) => void;
}

export function SessionTable({ sessions, ending, onEnd }: SessionTableProps) {
  const t = useTranslations("access.sessions");
  return (
    <Table>
      <TableHead>
        <TableRow>
          <TableHeader>{t("device")}</TableHeader>
          <TableHeader>{t("address")}</TableHeader>
          <TableHeader>{t("seen")}</TableHeader>
          <TableHeader className="max-md:hidden">{t("signedIn")}</TableHeader>
          <TableHeader>
            <span className="sr-only">{t("end")}</span>
          </TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {sessions.map((session) => (
          <SessionRow
            key={session.id}
            session={session}
            busy={session.id === ending}
            onEnd={() => onEnd(session.id)}
          />
        ))}
      </TableBody>
    </Table>
  );
}

interface SessionRowProps {
  session: SessionView;
  busy: boolean;
  onEnd: () => void;
}

function SessionRow({ session, busy, onEnd }: SessionRowProps) {
  const t = useTranslations("access.sessions");
  const device = useDeviceName()(session.userAgent);
  return (
    <TableRow>
      <TableCell title={session.userAgent ?? undefined}>
        <span className="flex items-center gap-2">
          <span className="font-medium">{device}</span>
          {session.isThis && <Badge tone="accent">{t("this")}</Badge>}
        </span>
      </TableCell>
      <TableCell className="mono">{session.sourceIp ?? "–"}</TableCell>
      <TableCell className="whitespace-nowrap">
        <Ago atMs={session.seenAtMs} />
      </TableCell>
      <TableCell className="whitespace-nowrap text-text-2 max-md:hidden">
        <Ago atMs={session.createdAtMs} />
        {session.method && <span className="text-text-3"> {t(`method.${session.method}`)}</span>}
      </TableCell>
      <TableCell className="text-right">
        {!session.isThis && (
          <Button size="sm" busy={busy} aria-label={t("endOne", { device })} onClick={onEnd}>
            {t("end")}
          </Button>
        )}
      </TableCell>
    </TableRow>
  );
}
