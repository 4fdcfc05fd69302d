"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Ago } from "@/app/_components/ago";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { problemOf } from "@/app/_components/problem-of";
import { StateView } from "@/app/_components/state-view";
import { useTRPC } from "@/app/_lib/trpc";
import { Dialog } from "@/app/_ui/dialog";
import { Skeleton } from "@/app/_ui/skeleton";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/app/_ui/table";
import type { DeliveryView, WebhookView } from "@/server/webhooks/types";
import { DeliveryState } from "./delivery-state";
import { useEventWord } from "./event-word";

interface DeliveriesDialogProps {
  webhook: WebhookView;
  onClose: () => void;
}

const FRESH_MS = 5_000;

export function DeliveriesDialog({ webhook, onClose }: DeliveriesDialogProps) {
  const t = useTranslations("webhooks.log");
  const common = useTranslations("common");
  const trpc = useTRPC();
  const { id, name } = webhook;
  const deliveries = useQuery(
    trpc.webhooks.deliveries.queryOptions({ id }, { refetchInterval: FRESH_MS }),
  );
  return (
    <Dialog
      open
      size="lg"
      onOpenChange={(open) => !open && onClose()}
      title={t("title", { name })}
      description={t("what")}
      closeLabel={common("close")}
    >
      {deliveries.isPending && (
        <StateView kind="loading" skeleton={<Skeleton className="h-32" />} />
      )}
      {deliveries.error && <ProblemAlert problem={problemOf(deliveries.error)} />}
      {deliveries.data?.length === 0 && <StateView kind="empty-first" title={t("none")} />}
      {deliveries.data && deliveries.data.length > 0 && <Log deliveries={deliveries.data} />}
    </Dialog>
  );
}

function Log({ deliveries }: { deliveries: readonly DeliveryView[] }) {
  const t = useTranslations("webhooks.log");
  const word = useEventWord();
  return (
    <Table>
      <TableHead>
        <TableRow>
          <TableHeader>{t("when")}</TableHeader>
          <TableHeader>{t("event")}</TableHeader>
          <TableHeader className="max-md:hidden">{t("about")}</TableHeader>
          <TableHeader>{t("outcome")}</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {deliveries.map((delivery) => (
          <TableRow key={delivery.id}>
            <TableCell className="whitespace-nowrap">
              <Ago atMs={delivery.createdAtMs} />
            </TableCell>
            <TableCell>{word(delivery.event)}</TableCell>
            <TableCell className="max-md:hidden">{delivery.about}</TableCell>
            <TableCell>
              <DeliveryState delivery={delivery} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
