"use client";
import { useTranslations } from "next-intl";
import { Checkbox } from "@/app/_ui/checkbox";
import { type Action, actions } from "@/server/rights/actions";

interface ActionChoiceProps {
  chosen: ReadonlySet<Action>;
  onChange: (chosen: ReadonlySet<Action>) => void;
}

const areas = ["machine", "host", "volume", "network", "audit", "access", "fleet"] as const;
const inArea = (area: string) => actions.filter((action) => action.startsWith(`${area}.`));

/** All actions by what they are about, to put a role together. */
export function ActionChoice({ chosen, onChange }: ActionChoiceProps) {
  const t = useTranslations("rights");
  const toggle = (action: Action, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(action);
    else next.delete(action);
    onChange(next);
  };
  return (
    <div className="flex flex-col gap-4">
      {areas.map((area) => (
        <fieldset key={area} className="flex flex-col gap-1.5">
          <legend className="mb-1.5 font-medium text-sm">{t(`area.${area}`)}</legend>
          <div className="grid gap-x-6 gap-y-1.5 sm:grid-cols-2">
            {inArea(area).map((action) => (
              <Checkbox
                key={action}
                checked={chosen.has(action)}
                onCheckedChange={(on) => toggle(action, on === true)}
                label={t(`action.${action}`)}
              />
            ))}
          </div>
        </fieldset>
      ))}
    </div>
  );
}
