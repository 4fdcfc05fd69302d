"use client";
import { Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { Ago } from "@/app/_components/ago";
import { useRoleName } from "@/app/_features/rights/role-name";
import { ScopeText } from "@/app/_features/rights/scope-text";
import { useFormat } from "@/app/_lib/use-format";
import { useNow } from "@/app/_lib/use-now";
import { IconButton } from "@/app/_ui/icon-button";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/app/_ui/table";
import type { TokenView } from "@/server/tokens/types";

interface TokenTableProps {
  tokens: readonly TokenView[];
  /** For who sees other people's as well. */
  withOwner: boolean;
  onRevoke: (token: TokenView) => void;
}

export function TokenTable({ tokens, withOwner, onRevoke }: TokenTableProps) {
  const t = useTranslations("tokens.table");
  return (
    <Table>
      <TableHead>
        <TableRow>
          <TableHeader>{t("name")}</TableHeader>
          <TableHeader>{t("roles")}</TableHeader>
          {withOwner && <TableHeader className="max-md:hidden">{t("owner")}</TableHeader>}
          <TableHeader>{t("expires")}</TableHeader>
          <TableHeader className="max-md:hidden">{t("lastUsed")}</TableHeader>
          <TableHeader>
            <span className="sr-only">{t("revoke")}</span>
          </TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {tokens.map((token) => (
          <TokenRow
            key={token.id}
            token={token}
            withOwner={withOwner}
            onRevoke={() => onRevoke(token)}
          />
        ))}
      </TableBody>
    </Table>
  );
}

interface TokenRowProps {
  token: TokenView;
  withOwner: boolean;
  onRevoke: () => void;
}

function TokenRow({ token, withOwner, onRevoke }: TokenRowProps) {
  const t = useTranslations("tokens.table");
  const { name, prefix, owner, grants, sourceCidr, lastUsedAtMs, lastUsedIp, revokedAtMs } = token;
  return (
    <TableRow>
      <TableCell>
        <span className="block font-medium">{name}</span>
        <span className="mono block text-sm text-text-3">{prefix}…</span>
      </TableCell>
      <TableCell>
        <Roles grants={grants} />
        {sourceCidr && (
          <span className="block text-sm text-text-3">{t("from", { network: sourceCidr })}</span>
        )}
      </TableCell>
      {withOwner && (
        <TableCell className="max-md:hidden">{owner?.name ?? t("commandLine")}</TableCell>
      )}
      <TableCell>
        <Expiry expiresAtMs={token.expiresAtMs} revokedAtMs={revokedAtMs} />
      </TableCell>
      <TableCell className="text-text-2 max-md:hidden">
        {lastUsedAtMs === null ? (
          <span className="text-text-3">{t("never")}</span>
        ) : (
          <Ago atMs={lastUsedAtMs} />
        )}
        {lastUsedIp && <span className="mono block text-sm text-text-3">{lastUsedIp}</span>}
      </TableCell>
      <TableCell className="text-right">
        {revokedAtMs === null && (
          <IconButton label={t("revokeOne", { name })} onClick={onRevoke}>
            <Trash2 aria-hidden="true" />
          </IconButton>
        )}
      </TableCell>
    </TableRow>
  );
}

function Roles({ grants }: Pick<TokenView, "grants">) {
  const nameOf = useRoleName();
  return (
    <ul>
      {grants.map((grant) => (
        <li key={`${grant.builtInRole ?? grant.roleName} ${JSON.stringify(grant.scope)}`}>
          {nameOf({ builtIn: grant.builtInRole, name: grant.roleName ?? "" })}
          <span className="text-text-3">
            {" · "}
            <ScopeText grant={grant} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function Expiry({ expiresAtMs, revokedAtMs }: Pick<TokenView, "expiresAtMs" | "revokedAtMs">) {
  const t = useTranslations("tokens.table");
  const format = useFormat();
  const nowMs = useNow(10_000);
  if (revokedAtMs !== null)
    return (
      <span className="text-text-3">
        {t("revoked")}
        <Ago atMs={revokedAtMs} className="block text-sm" />
      </span>
    );
  if (expiresAtMs <= nowMs) return <span className="text-text-3">{t("over")}</span>;
  return <time dateTime={new Date(expiresAtMs).toISOString()}>{format.exact(expiresAtMs)}</time>;
}
