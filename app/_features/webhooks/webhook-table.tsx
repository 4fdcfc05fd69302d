"use client";
import { List, Pencil, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { Ago } from "@/app/_components/ago";
import { IconButton } from "@/app/_ui/icon-button";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/app/_ui/table";
import type { WebhookView } from "@/server/webhooks/types";
import { DeliveryState } from "./delivery-state";
import { TestButton } from "./test-button";

export type WebhookAct = "change" | "log" | "remove";

interface WebhookTableProps {
  webhooks: readonly WebhookView[];
  onAct: (act: WebhookAct, webhook: WebhookView) => void;
}

export function WebhookTable({ webhooks, onAct }: WebhookTableProps) {
  const t = useTranslations("webhooks.table");
  return (
    <Table>
      <TableHead>
        <TableRow>
          <TableHeader>{t("name")}</TableHeader>
          <TableHeader className="max-md:hidden">{t("where")}</TableHeader>
          <TableHeader className="max-lg:hidden">{t("events")}</TableHeader>
          <TableHeader>{t("last")}</TableHeader>
          <TableHeader>
            <span className="sr-only">{t("actions")}</span>
          </TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {webhooks.map((webhook) => (
          <WebhookRow key={webhook.id} webhook={webhook} onAct={(act) => onAct(act, webhook)} />
        ))}
      </TableBody>
    </Table>
  );
}

interface WebhookRowProps {
  webhook: WebhookView;
  onAct: (act: WebhookAct) => void;
}

function WebhookRow({ webhook, onAct }: WebhookRowProps) {
  const t = useTranslations("webhooks.table");
  const words = useTranslations("webhooks");
  const { name, kind, origin, events, q, enabled, waiting, last } = webhook;
  return (
    <TableRow>
      <TableCell>
        <span className="block font-medium">{name}</span>
        {!enabled && <span className="block text-sm text-text-3">{t("off")}</span>}
      </TableCell>
      <TableCell className="max-md:hidden">
        {words(`kind.${kind}`)}
        <span className="mono block break-all text-sm text-text-3">{origin}</span>
      </TableCell>
      <TableCell className="text-text-2 max-lg:hidden">
        <ul>
          {events.map((event) => (
            <li key={event}>{words(`event.${event}`)}</li>
          ))}
        </ul>
        {q && <span className="mono block text-sm text-text-3">{q}</span>}
      </TableCell>
      <TableCell>
        {last === null && <span className="text-text-3">{t("never")}</span>}
        {last && (
          <>
            <DeliveryState delivery={last} />
            <Ago atMs={last.endedAtMs ?? last.createdAtMs} className="block text-sm text-text-3" />
          </>
        )}
        {waiting > 1 && (
          <span className="block text-sm text-text-3">{t("waiting", { count: waiting })}</span>
        )}
      </TableCell>
      <TableCell>
        <span className="flex justify-end gap-0.5">
          <TestButton id={webhook.id} name={name} />
          <IconButton label={t("log", { name })} onClick={() => onAct("log")}>
            <List aria-hidden="true" />
          </IconButton>
          <IconButton label={t("change", { name })} onClick={() => onAct("change")}>
            <Pencil aria-hidden="true" />
          </IconButton>
          <IconButton label={t("remove", { name })} onClick={() => onAct("remove")}>
            <Trash2 aria-hidden="true" />
          </IconButton>
        </span>
      </TableCell>
    </TableRow>
  );
}
