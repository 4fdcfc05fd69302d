"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { problemOf } from "@/app/_components/problem-of";
import { useProblemWords } from "@/app/_components/problem-text";
import { StateView } from "@/app/_components/state-view";
import { useTRPC } from "@/app/_lib/trpc";
import { useFormat } from "@/app/_lib/use-format";
import { Button } from "@/app/_ui/button";
import { Radio, RadioGroup } from "@/app/_ui/radio-group";
import { Skeleton } from "@/app/_ui/skeleton";
import type { MachineKey } from "@/server/machines/schema";
import type { MigrationDestination } from "@/server/migrations/types";

interface DestinationListProps {
  machine: MachineKey;
  chosen: string | null;
  onChoose: (hostId: string) => void;
}

/** Every other host; those that cannot take the machine say why. */
export function DestinationList({ machine, chosen, onChoose }: DestinationListProps) {
  const t = useTranslations("migrations.plan");
  const trpc = useTRPC();
  const list = useQuery(trpc.migrations.destinations.queryOptions({ machine }, { staleTime: 0 }));
  if (list.isPending) {
    return <StateView kind="loading" skeleton={<Skeleton className="h-16" />} />;
  }
  if (list.error) {
    return (
      <ProblemAlert
        problem={problemOf(list.error)}
        actions={<Button onClick={() => list.refetch()}>{t("retry")}</Button>}
      />
    );
  }
  if (list.data.length === 0) return <p className="text-text-2">{t("noDestination")}</p>;
  return (
    <RadioGroup
      aria-label={t("destination")}
      value={chosen ?? ""}
      onValueChange={onChoose}
      className="gap-0! rounded-md border border-border"
    >
      {list.data.toSorted(byUse).map((destination) => (
        <DestinationRow key={destination.hostId} destination={destination} />
      ))}
    </RadioGroup>
  );
}

/** What can be chosen first, then by name. */
const byUse = (a: MigrationDestination, b: MigrationDestination) =>
  Number(b.allowed) - Number(a.allowed) ||
  a.name.localeCompare(b.name, undefined, { numeric: true });

function DestinationRow({ destination }: { destination: MigrationDestination }) {
  const t = useTranslations("migrations.plan");
  const words = useProblemWords();
  const format = useFormat();
  const { hostId, name, allowed, problem, freeMemoryKib, machineCount } = destination;
  const reason = problem === null ? undefined : words(problem);
  const facts = [
    freeMemoryKib === null ? t("freeUnknown") : t("free", { memory: format.kib(freeMemoryKib) }),
    t("machines", { count: machineCount }),
  ].join(" · ");
  return (
    <div className="border-border border-b px-3 py-2 last:border-b-0">
      <Radio
        value={hostId}
        disabled={!allowed}
        label={
          <span className="flex flex-wrap gap-x-3">
            <span className="font-medium">{name}</span>
            <span className="text-text-3">{facts}</span>
          </span>
        }
        hint={reason && t("refusal", { title: reason.title, fix: reason.fix })}
      />
    </div>
  );
}
