"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { Ago } from "@/app/_components/ago";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { problemOf } from "@/app/_components/problem-of";
import { newIntent } from "@/app/_lib/intent-key";
import { useTRPC } from "@/app/_lib/trpc";
import { useFormat } from "@/app/_lib/use-format";
import { Button } from "@/app/_ui/button";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/app/_ui/table";
import { toast } from "@/app/_ui/toast";
import type { Backup } from "@/server/database/types";

export function BackupList({ backups }: { backups: readonly Backup[] }) {
  const t = useTranslations("settings.database");
  const trpc = useTRPC();
  const queries = useQueryClient();
  const format = useFormat();
  const backUp = useMutation(
    trpc.database.backUp.mutationOptions({
      onSuccess: ({ name }) => toast.success(t("made", { name })),
      onSettled: () => queries.invalidateQueries(trpc.database.get.queryFilter()),
    }),
  );
  return (
    <>
      <div>
        <Button busy={backUp.isPending} onClick={() => backUp.mutate({ intent: newIntent() })}>
          {t("backUpNow")}
        </Button>
      </div>
      {backUp.error && <ProblemAlert problem={problemOf(backUp.error)} />}
      {backups.length === 0 && (
        <p>
          <span className="block font-medium">{t("none")}</span>
          <span className="text-text-2">{t("noneWhy")}</span>
        </p>
      )}
      {backups.length > 0 && (
        <Table>
          <TableHead>
            <tr className="border-border border-b">
              <TableHeader>{t("columns.when")}</TableHeader>
              <TableHeader>{t("columns.name")}</TableHeader>
              <TableHeader className="text-right">{t("columns.size")}</TableHeader>
            </tr>
          </TableHead>
          <TableBody>
            {backups.map(({ name, sizeBytes, atMs }) => (
              <TableRow key={name}>
                <TableCell className="whitespace-nowrap">
                  <Ago atMs={atMs} />
                </TableCell>
                <TableCell>
                  <a
                    href={`/api/backups/${name}`}
                    download={name}
                    aria-label={t("download", { name })}
                    className="inline-flex items-center gap-1.5 break-all text-accent-text hover:underline"
                  >
                    <Download aria-hidden="true" className="size-3.5 shrink-0" />
                    {name}
                  </a>
                </TableCell>
                <TableCell className="whitespace-nowrap text-right text-text-2">
                  {format.bytes(sizeBytes)}
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
    </>
  );
}
