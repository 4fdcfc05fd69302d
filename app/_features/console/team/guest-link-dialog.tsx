"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { CodeBlock } from "@/app/_components/code-block";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { problemOf } from "@/app/_components/problem-of";
import { useTRPC } from "@/app/_lib/trpc";
import { Button } from "@/app/_ui/button";
import { Dialog } from "@/app/_ui/dialog";
import { Radio, RadioGroup } from "@/app/_ui/radio-group";
import { guestLinkMinutes } from "@/server/consoles/schema";
import type { MachineRow } from "@/server/inventory/types";
import { GuestLinkList } from "./guest-link-list";

interface GuestLinkDialogProps {
  row: MachineRow;
  onClose: () => void;
}

/** Makes a link that shows this console to somebody without an account, and takes links back. */
export function GuestLinkDialog({ row, onClose }: GuestLinkDialogProps) {
  const t = useTranslations("console.guest");
  const common = useTranslations("common");
  const trpc = useTRPC();
  const cache = useQueryClient();
  const machine = { hostId: row.hostId, uuid: row.uuid };
  const [minutes, setMinutes] = useState<(typeof guestLinkMinutes)[number]>(15);
  const links = useQuery(trpc.consoles.guestLinks.queryOptions({ machine }));
  const refresh = () => cache.invalidateQueries(trpc.consoles.guestLinks.queryFilter({ machine }));
  const create = useMutation(trpc.consoles.createGuestLink.mutationOptions({ onSuccess: refresh }));
  const revoke = useMutation(trpc.consoles.revokeGuestLink.mutationOptions({ onSettled: refresh }));
  const error = create.error ?? revoke.error ?? links.error;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t("title", { name: row.name })}
      description={t("lead")}
      closeLabel={common("close")}
      footer={
        <Button
          variant="primary"
          busy={create.isPending}
          onClick={() => create.mutate({ machine, minutes })}
        >
          {t("create")}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <fieldset>
          <legend className="mb-2 text-sm text-text-2">{t("duration")}</legend>
          <RadioGroup
            className="flex-row flex-wrap gap-x-5"
            aria-label={t("duration")}
            value={String(minutes)}
            onValueChange={(value) =>
              setMinutes(guestLinkMinutes.find((known) => String(known) === value) ?? minutes)
            }
          >
            {guestLinkMinutes.map((value) => (
              <Radio key={value} value={String(value)} label={t("minutes", { minutes: value })} />
            ))}
          </RadioGroup>
        </fieldset>
        {create.data && (
          <div role="status" className="flex flex-col gap-1.5">
            <p>{t("once")}</p>
            <CodeBlock text={guestUrl(create.data.secret)} label={t("link")} wrap />
          </div>
        )}
        {error && <ProblemAlert problem={problemOf(error)} />}
        {links.data && (
          <GuestLinkList
            links={links.data}
            onRevoke={(linkId) => revoke.mutate({ machine, linkId })}
          />
        )}
      </div>
    </Dialog>
  );
}

/** Behind the `#`, so that it is in no request, no log and no Referer. */
const guestUrl = (secret: string): string => `${location.origin}/guest#${secret}`;
