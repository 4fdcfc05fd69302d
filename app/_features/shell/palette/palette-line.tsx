"use client";
import { Command } from "cmdk";
import { Kbd } from "@/app/_ui/kbd";
import { overlay } from "../overlay";
import type { PaletteItem } from "./palette-item";

export function PaletteLine({ item }: { item: PaletteItem }) {
  const choose = () => {
    if (item.reason !== undefined) return;
    item.run();
    if (!item.stays) overlay.close();
  };
  return (
    <Command.Item
      value={item.id}
      onSelect={choose}
      aria-disabled={item.reason === undefined ? undefined : true}
      className="flex min-h-8 items-center gap-2.5 rounded-md px-2.5 py-1 aria-disabled:text-text-3 data-[selected=true]:bg-hover coarse:min-h-11 [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:text-text-3"
    >
      {item.icon}
      <span className="truncate">{item.label}</span>
      {(item.reason ?? item.hint) && (
        <span className="min-w-0 flex-1 truncate text-sm text-text-3">
          {item.reason ?? item.hint}
        </span>
      )}
      {item.shortcut && item.reason === undefined && (
        <span className="ml-auto flex gap-0.5">
          {item.shortcut.split(" ").map((key) => (
            <Kbd key={key}>{key}</Kbd>
          ))}
        </span>
      )}
    </Command.Item>
  );
}
