"use client";
import { useTranslations } from "next-intl";
import type { Dispatch } from "react";
import { Checkbox } from "@/app/_ui/checkbox";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { Radio, RadioGroup } from "@/app/_ui/radio-group";
import { optionsOf, type Plan, type PlanAction, readBandwidth, readDowntime } from "./plan";

interface PlanOptionsProps {
  plan: Plan;
  dispatch: Dispatch<PlanAction>;
}

const modes = ["auto", "peerToPeer", "managed"] as const;

export function PlanOptions({ plan, dispatch }: PlanOptionsProps) {
  const t = useTranslations("migrations.plan");
  const mode = optionsOf(plan)?.mode ?? plan.suggestedMode;
  return (
    <div className="flex flex-col gap-4">
      <fieldset className="flex flex-col gap-1.5">
        <legend className="mb-1.5 text-sm text-text-2">{t("mode")}</legend>
        <RadioGroup
          aria-label={t("mode")}
          value={plan.mode}
          onValueChange={(value) => {
            const chosen = modes.find((known) => known === value);
            if (chosen) dispatch({ kind: "mode", mode: chosen });
          }}
        >
          {modes.map((value) => (
            <Radio
              key={value}
              value={value}
              label={
                value === "auto"
                  ? t("modes.autoNow", { mode: t(`modes.${mode}`) })
                  : t(`modes.${value}`)
              }
              hint={t(`modeHints.${value}`)}
            />
          ))}
        </RadioGroup>
      </fieldset>
      <Checkbox
        checked={plan.copyStorage}
        onCheckedChange={(on) => dispatch({ kind: "copyStorage", on: on === true })}
        label={t("copyStorage")}
        hint={t("copyHint")}
      />
      <Checkbox
        checked={plan.autoConverge}
        onCheckedChange={(on) => dispatch({ kind: "autoConverge", on: on === true })}
        label={t("autoConverge")}
        hint={t("autoConvergeHint")}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <Field
          label={t("bandwidth")}
          aside={t("bandwidthUnit")}
          hint={t("bandwidthHint")}
          error={readBandwidth(plan) === null ? t("bandwidthWrong") : undefined}
        >
          <Input
            inputMode="numeric"
            value={plan.bandwidthMibps}
            onChange={(event) => dispatch({ kind: "bandwidth", text: event.target.value })}
          />
        </Field>
        <Field
          label={t("downtime")}
          aside={t("downtimeUnit")}
          hint={t("downtimeHint")}
          error={readDowntime(plan) === null ? t("downtimeWrong") : undefined}
        >
          <Input
            inputMode="numeric"
            value={plan.maxDowntimeMs}
            onChange={(event) => dispatch({ kind: "maxDowntime", text: event.target.value })}
          />
        </Field>
      </div>
    </div>
  );
}
