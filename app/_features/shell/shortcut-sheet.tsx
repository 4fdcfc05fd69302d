"use client";
import { useTranslations } from "next-intl";
import { Dialog } from "@/app/_ui/dialog";
import { Kbd } from "@/app/_ui/kbd";
import { overlay } from "./overlay";
import { shortcutGroups } from "./shortcut-list";
import { useModKey } from "./use-mod-key";

export function ShortcutSheet() {
  const t = useTranslations("shell");
  const common = useTranslations("common");
  return (
    <Dialog
      open
      size="lg"
      onOpenChange={(open) => !open && overlay.close()}
      title={t("shortcut.title")}
      description={t("shortcut.note")}
      closeLabel={common("close")}
    >
      <div className="grid gap-x-8 gap-y-4 pt-1 sm:grid-cols-2">
        {shortcutGroups.map((group) => (
          <section key={group.id}>
            <h3 className="pb-1 font-semibold">{t(`shortcut.group.${group.id}`)}</h3>
            <dl>
              {group.shortcuts.map((shortcut) => (
                <div
                  key={shortcut.id}
                  className="flex items-center justify-between gap-4 border-border border-b py-1"
                >
                  <dt className="text-text-2">{t(`shortcut.${shortcut.id}`)}</dt>
                  <dd className="flex shrink-0 gap-2">
                    {shortcut.keys.map((keys) => (
                      <Chord key={keys} keys={keys} />
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

function Chord({ keys }: { keys: string }) {
  const mod = useModKey();
  return (
    <span className="flex gap-0.5">
      {keys.split(" ").map((key) => (
        <Kbd key={key}>{key === "Mod" ? mod.trim() : key}</Kbd>
      ))}
    </span>
  );
}
