"use client";
import { useQuery } from "@tanstack/react-query";
import { UserPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { problemOf } from "@/app/_components/problem-of";
import { RightGate } from "@/app/_components/right-gate";
import { StateView } from "@/app/_components/state-view";
import { useTRPC } from "@/app/_lib/trpc";
import { useMay } from "@/app/_lib/use-may";
import { Button } from "@/app/_ui/button";
import { PageHeader } from "@/app/_ui/page-header";
import { Skeleton } from "@/app/_ui/skeleton";
import { GroupList } from "./group-list";
import { InvitationList } from "./invitation-list";
import { InviteDialog } from "./invite-dialog";
import { PersonTable } from "./person-table";

/** Who has an account, who is invited, and in which groups they are. */
export function PeoplePage() {
  const t = useTranslations("people.page");
  const allowed = useMay("access.manage", { kind: "fleet" });
  const [inviting, setInviting] = useState(false);
  const invite = (
    <Button variant="primary" onClick={() => setInviting(true)}>
      <UserPlus aria-hidden="true" />
      {t("invite")}
    </Button>
  );
  return (
    <div className="flex min-h-full flex-col">
      <PageHeader title={t("title")} actions={allowed && invite}>
        {allowed && <p className="max-w-160 text-text-2">{t("what")}</p>}
      </PageHeader>
      <div className="border-border border-t" />
      <RightGate action="access.manage" object={{ kind: "fleet" }}>
        <People />
      </RightGate>
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
    </div>
  );
}

function People() {
  const t = useTranslations("people.page");
  const trpc = useTRPC();
  const people = useQuery(trpc.people.list.queryOptions());
  if (people.isPending)
    return <StateView kind="loading" skeleton={<Skeleton className="m-(--gutter) h-32" />} />;
  if (people.error)
    return (
      <div className="p-(--gutter)">
        <ProblemAlert
          problem={problemOf(people.error)}
          actions={<Button onClick={() => people.refetch()}>{t("retry")}</Button>}
        />
      </div>
    );
  const { people: persons, groups, invitations } = people.data;
  return (
    <>
      <PersonTable people={persons} />
      <Part id="invitations" title={t("invitations")}>
        <InvitationList invitations={invitations} />
      </Part>
      <Part id="groups" title={t("groups")}>
        <GroupList groups={groups} people={persons} />
      </Part>
    </>
  );
}

function Part(props: { id: string; title: string; children: ReactNode }) {
  return (
    <section aria-labelledby={props.id} className="pt-6">
      <h2 id={props.id} className="px-(--gutter) pb-2 font-semibold text-md">
        {props.title}
      </h2>
      {props.children}
    </section>
  );
}
