"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { problemOf } from "@/app/_components/problem-of";
import { StateView } from "@/app/_components/state-view";
import { useTRPC } from "@/app/_lib/trpc";
import { Button } from "@/app/_ui/button";
import { PageHeader } from "@/app/_ui/page-header";
import { Skeleton } from "@/app/_ui/skeleton";
import type { Security } from "@/server/access/types";
import { PasskeySection } from "./passkey-section";
import { PasswordSection } from "./password-section";
import { RecoveryCodesDialog } from "./recovery-codes-dialog";
import { RecoverySection } from "./recovery-section";
import { TotpSection } from "./totp-section";

/** How one proves who one is: password, authenticator app, passkeys, and the codes for when they are gone. */
export function SecurityPage() {
  const t = useTranslations("access.security");
  const common = useTranslations("common");
  const trpc = useTRPC();
  const security = useQuery(trpc.security.get.queryOptions());
  return (
    <div className="flex min-h-full flex-col">
      <PageHeader title={t("title")} />
      <div className="flex flex-col border-border border-t">
        {security.isPending && (
          <StateView kind="loading" skeleton={<Skeleton className="m-(--gutter) h-40" />} />
        )}
        {security.error && (
          <div className="p-(--gutter)">
            <ProblemAlert
              problem={problemOf(security.error)}
              actions={<Button onClick={() => security.refetch()}>{common("retry")}</Button>}
            />
          </div>
        )}
        {security.data && <Means security={security.data} />}
      </div>
    </div>
  );
}

function Means({ security }: { security: Security }) {
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const { hasPassword, totp, passkeys, recoveryCodesLeft } = security;
  return (
    <>
      <PasswordSection hasPassword={hasPassword} />
      <TotpSection sinceMs={totp?.since ?? null} onCodes={setCodes} />
      <PasskeySection passkeys={passkeys} onCodes={setCodes} />
      <RecoverySection
        left={totp || passkeys.length > 0 ? recoveryCodesLeft : null}
        onCodes={setCodes}
      />
      {codes && <RecoveryCodesDialog codes={codes} onClose={() => setCodes(null)} />}
    </>
  );
}
