"use client";
import { Trash2, User, Users } from "lucide-react";
import { useTranslations } from "next-intl";
import { useFormat } from "@/app/_lib/use-format";
import { useNow } from "@/app/_lib/use-now";
import { IconButton } from "@/app/_ui/icon-button";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/app/_ui/table";
import type { GrantView } from "@/server/rights/views";
import { useRoleName } from "./role-name";
import { ScopeText } from "./scope-text";

interface GrantTableProps {
  grants: readonly GrantView[];
  onRemove: (grant: GrantView) => void;
}

/** One line of rights a row: who, what, where, until when, and who gave it. */
export function GrantTable({ grants, onRemove }: GrantTableProps) {
  const t = useTranslations("rights.grants");
  return (
    <Table>
      <TableHead>
        <TableRow>
          <TableHeader>{t("who")}</TableHeader>
          <TableHeader>{t("role")}</TableHeader>
          <TableHeader>{t("where")}</TableHeader>
          <TableHeader>{t("until")}</TableHeader>
          <TableHeader className="max-md:hidden">{t("given")}</TableHeader>
          <TableHeader>
            <span className="sr-only">{t("remove")}</span>
          </TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {grants.map((grant) => (
          <GrantRow key={grant.id} grant={grant} onRemove={() => onRemove(grant)} />
        ))}
      </TableBody>
    </Table>
  );
}

function GrantRow({ grant, onRemove }: { grant: GrantView; onRemove: () => void }) {
  const t = useTranslations("rights.grants");
  const nameOf = useRoleName();
  const format = useFormat();
  const { subject, role } = grant;
  const Icon = subject.kind === "group" ? Users : User;
  return (
    <TableRow>
      <TableCell>
        <span className="flex items-center gap-2">
          <Icon aria-hidden="true" className="size-4 shrink-0 text-text-3" />
          <span className="font-medium">{subject.name}</span>
          {subject.kind === "group" && (
            <span className="text-sm text-text-3">{t("members", { count: subject.members })}</span>
          )}
        </span>
      </TableCell>
      <TableCell>{nameOf(role)}</TableCell>
      <TableCell>
        <ScopeText grant={grant} />
      </TableCell>
      <TableCell>
        <Until atMs={grant.expiresAtMs} />
      </TableCell>
      <TableCell className="text-text-2 max-md:hidden">
        {t("by", { name: grant.createdByName, when: format.ago(grant.createdAtMs) })}
        {grant.reason && <span className="block text-sm text-text-3">{grant.reason}</span>}
      </TableCell>
      <TableCell className="text-right">
        <IconButton
          label={t("removeOne", { name: subject.name, role: nameOf(role) })}
          onClick={onRemove}
        >
          <Trash2 aria-hidden="true" />
        </IconButton>
      </TableCell>
    </TableRow>
  );
}

function Until({ atMs }: { atMs: number | null }) {
  const t = useTranslations("rights.grants");
  const format = useFormat();
  const nowMs = useNow(10_000);
  if (atMs === null) return <span className="text-text-3">{t("always")}</span>;
  if (atMs <= nowMs) return <span className="text-text-3">{t("over")}</span>;
  return <time dateTime={new Date(atMs).toISOString()}>{format.exact(atMs)}</time>;
}
