"use client";
import { Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState, useSyncExternalStore } from "react";
import { passkeysWork } from "@/app/_features/access/passkey";
import { SettingsSection } from "@/app/_features/settings/settings-section";
import { useFormat } from "@/app/_lib/use-format";
import { Button } from "@/app/_ui/button";
import { IconButton } from "@/app/_ui/icon-button";
import type { Security } from "@/server/access/types";
import { AddPasskeyDialog } from "./add-passkey-dialog";
import { RemovePasskeyDialog } from "./remove-passkey-dialog";

type Passkey = Security["passkeys"][number];

interface PasskeySectionProps {
  passkeys: readonly Passkey[];
  onCodes: (codes: readonly string[]) => void;
}

const neverChanges = () => () => {};

export function PasskeySection({ passkeys, onCodes }: PasskeySectionProps) {
  const t = useTranslations("access.security.passkeys");
  const work = useSyncExternalStore(neverChanges, passkeysWork, () => false);
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<Passkey | null>(null);
  return (
    <SettingsSection id="passkeys" title={t("title")}>
      <p className="text-text-2">{t("why")}</p>
      {passkeys.length > 0 && (
        <ul className="flex flex-col divide-y divide-border rounded-md border border-border">
          {passkeys.map((passkey) => (
            <PasskeyLine key={passkey.id} passkey={passkey} onRemove={() => setRemoving(passkey)} />
          ))}
        </ul>
      )}
      <div>
        <Button reason={work ? undefined : t("unavailable")} onClick={() => setAdding(true)}>
          {t("add")}
        </Button>
      </div>
      {!work && <p className="text-sm text-text-3">{t("unavailable")}</p>}
      {adding && (
        <AddPasskeyDialog
          onClose={() => setAdding(false)}
          onAdded={(codes) => {
            setAdding(false);
            if (codes) onCodes(codes);
          }}
        />
      )}
      {removing && <RemovePasskeyDialog passkey={removing} onClose={() => setRemoving(null)} />}
    </SettingsSection>
  );
}

function PasskeyLine({ passkey, onRemove }: { passkey: Passkey; onRemove: () => void }) {
  const t = useTranslations("access.security.passkeys");
  const format = useFormat();
  const { name, createdAtMs, lastUsedAtMs } = passkey;
  return (
    <li className="flex items-center gap-3 py-1.5 pr-1.5 pl-3">
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">{name}</p>
        <p className="text-sm text-text-3">
          {t("added", { when: format.ago(createdAtMs) })}
          {" · "}
          {lastUsedAtMs === null ? t("unused") : t("used", { when: format.ago(lastUsedAtMs) })}
        </p>
      </div>
      <IconButton label={t("remove", { name })} onClick={onRemove}>
        <Trash2 aria-hidden="true" />
      </IconButton>
    </li>
  );
}
