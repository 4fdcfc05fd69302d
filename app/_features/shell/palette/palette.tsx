"use client";
import { Command } from "cmdk";
import { useTranslations } from "next-intl";
import { Dialog } from "radix-ui";
import { type KeyboardEvent, useState } from "react";
import { useFleetChanges } from "@/app/_lib/fleet-store";
import { overlayClass } from "@/app/_ui/dialog";
import { overlay } from "../overlay";
import type { PaletteItem, PalettePage } from "./palette-item";
import { PaletteLine } from "./palette-line";
import { rankText } from "./rank";
import { useLookItems } from "./use-look-items";
import { usePlaceItems } from "./use-place-items";
import { useVerbItems } from "./use-verb-items";

const groupOrder = [
  "subject",
  "machines",
  "hosts",
  "go",
  "verbs",
  "create",
  "look",
  "help",
] as const;
const SHOWN_WITHOUT_QUERY = 5;

/** Everything there is to go to and to do, one field away. */
export function Palette() {
  const t = useTranslations("shell.palette");
  const [query, setQuery] = useState("");
  const [page, setPage] = useState<PalettePage>();
  useFleetChanges();
  const openPage = (next: PalettePage) => {
    setPage(next);
    setQuery("");
  };
  const items = useItems(query, page, openPage);
  const back = (event: KeyboardEvent) => {
    // Backspace with nothing typed goes up, unless an input method is still composing.
    if (event.key !== "Backspace" || query !== "" || event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (page) setPage(undefined);
  };
  return (
    <Dialog.Root open onOpenChange={(open) => !open && overlay.close()}>
      <Dialog.Portal>
        <Dialog.Overlay className={overlayClass} />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed top-[12vh] left-1/2 z-40 w-[calc(100vw-24px)] max-w-150 -translate-x-1/2 overflow-hidden rounded-lg border border-border bg-raised shadow-float outline-none"
        >
          <Dialog.Title className="sr-only">{t("title")}</Dialog.Title>
          <Command shouldFilter={false} loop label={t("title")} onKeyDown={back}>
            <div className="flex items-center gap-2 border-border border-b px-4">
              {page && (
                <span className="shrink-0 rounded-sm bg-accent-bg px-1.5 py-0.5 text-accent-text text-sm">
                  {page.title}
                </span>
              )}
              <Command.Input
                autoFocus
                value={query}
                onValueChange={setQuery}
                placeholder={page ? t("placeholderPick") : t("placeholder")}
                className="h-11 min-w-0 flex-1 bg-transparent text-md outline-none"
              />
            </div>
            <Command.List className="max-h-[min(420px,60vh)] overflow-y-auto p-1.5">
              <Command.Empty className="px-3 py-8 text-center text-text-3">
                {t("nothing", { query })}
              </Command.Empty>
              {groupOrder.map((group) => (
                <Group key={group} items={items.filter((item) => item.group === group)} />
              ))}
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Group({ items }: { items: readonly PaletteItem[] }) {
  const t = useTranslations("shell.palette");
  const first = items[0];
  if (!first) return null;
  return (
    <Command.Group
      heading={t(`group.${first.group}`)}
      className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-sm [&_[cmdk-group-heading]]:text-text-3"
    >
      {items.map((item) => (
        <PaletteLine key={item.id} item={item} />
      ))}
    </Command.Group>
  );
}

function useItems(
  query: string,
  page: PalettePage | undefined,
  openPage: (page: PalettePage) => void,
): PaletteItem[] {
  const verbs = useVerbItems(openPage);
  const places = usePlaceItems();
  const look = useLookItems();
  if (page) return page.items(query);
  const asked = query.trim() !== "";
  const machines = places.machines(query);
  const hosts = places.hosts(query);
  const commands = [
    ...verbs.onSubject(),
    ...places.pages(),
    ...verbs.withPicker(),
    ...places.others(),
    ...(asked ? look() : []),
  ]
    .map((item) => ({ item, rank: rankText(query, item.label, item.aliases) }))
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => (asked ? possible(b.item) - possible(a.item) || b.rank - a.rank : 0))
    .map(({ item }) => item);
  return asked
    ? [...machines, ...hosts, ...commands]
    : [...commands, ...machines.slice(0, SHOWN_WITHOUT_QUERY)];
}

/** What cannot be chosen now goes below what can. */
const possible = (item: PaletteItem): number => (item.reason === undefined ? 1 : 0);
