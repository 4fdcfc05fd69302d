"use client";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type ReactNode, useId } from "react";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { problemOf } from "@/app/_components/problem-of";
import { StateView } from "@/app/_components/state-view";
import { leaveBySelf } from "@/app/_lib/departure";
import { useTRPC } from "@/app/_lib/trpc";
import { Button } from "@/app/_ui/button";
import { Skeleton } from "@/app/_ui/skeleton";
import { Switch } from "@/app/_ui/switch";
import { DensityChoice, LanguageChoice, ThemeChoice } from "./look-choices";
import { usePreferences } from "./use-preferences";

export function ProfileSection() {
  const t = useTranslations("settings");
  const { me, save } = usePreferences();
  const keysId = useId();
  if (me.isPending) return <StateView kind="loading" skeleton={<Skeleton className="h-40" />} />;
  if (me.error) return <ProblemAlert problem={problemOf(me.error)} />;
  if (!me.data) return <ProblemAlert problem={{ code: "unauthenticated" }} />;
  const { name, preferences } = me.data;
  return (
    <div className="flex flex-col gap-5">
      <Row label={t("profile.name")}>
        <span className="flex items-center gap-4">
          <span className="font-medium">{name}</span>
          <SignOut />
        </span>
      </Row>
      <Row label={t("language.label")}>
        <LanguageChoice value={preferences.locale} onChange={(locale) => save.mutate({ locale })} />
      </Row>
      <Row label={t("theme.label")}>
        <ThemeChoice value={preferences.theme} onChange={(theme) => save.mutate({ theme })} />
      </Row>
      <Row label={t("density.label")}>
        <DensityChoice
          value={preferences.density}
          onChange={(density) => save.mutate({ density })}
        />
      </Row>
      <div className="flex items-start gap-3">
        <Switch
          id={keysId}
          checked={preferences.singleKeys}
          aria-describedby={`${keysId}-hint`}
          onCheckedChange={(singleKeys) => save.mutate({ singleKeys })}
        />
        <div>
          <label htmlFor={keysId}>{t("shortcuts.label")}</label>
          <p id={`${keysId}-hint`} className="text-sm text-text-3">
            {t("shortcuts.hint")}
          </p>
        </div>
      </div>
      {save.error && <ProblemAlert problem={problemOf(save.error)} />}
    </div>
  );
}

function SignOut() {
  const t = useTranslations("settings.profile");
  const trpc = useTRPC();
  // A full load, so that nothing of the session stays in the page.
  const signOut = useMutation(
    trpc.session.signOut.mutationOptions({
      onMutate: () => leaveBySelf(true),
      onError: () => leaveBySelf(false),
      onSuccess: () => location.assign("/sign-in"),
    }),
  );
  return (
    <>
      <Button
        size="sm"
        busy={signOut.isPending || signOut.isSuccess}
        onClick={() => signOut.mutate()}
      >
        {t("signOut")}
      </Button>
      {signOut.error && <ProblemAlert problem={problemOf(signOut.error)} />}
    </>
  );
}

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-1.5">
      <span className="text-sm text-text-2">{label}</span>
      {children}
    </div>
  );
}
