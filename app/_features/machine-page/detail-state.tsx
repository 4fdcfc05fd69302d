"use client";
import type { UseQueryResult } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { problemOf } from "@/app/_components/problem-of";
import { StateView } from "@/app/_components/state-view";
import { Button } from "@/app/_ui/button";
import { Skeleton } from "@/app/_ui/skeleton";

interface DetailStateProps<T> {
  query: Pick<UseQueryResult<T, unknown>, "data" | "error" | "refetch" | "isPending">;
  children: (data: T) => ReactNode;
}

/** Waiting, broken, or the data: what was read once stays while a newer reading fails. */
export function DetailState<T>({ query, children }: DetailStateProps<T>) {
  const t = useTranslations("machine");
  if (query.data !== undefined) return children(query.data);
  if (query.isPending) {
    return (
      <StateView kind="loading" skeleton={<Skeleton className="m-(--gutter) h-40 max-w-160" />} />
    );
  }
  return (
    <ProblemAlert
      problem={problemOf(query.error)}
      actions={<Button onClick={() => query.refetch()}>{t("retry")}</Button>}
      className="m-(--gutter)"
    />
  );
}
