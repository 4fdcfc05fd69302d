"use client";
import { useEffect, useRef } from "react";
import { chordOf, isSingleKey, matchShortcut } from "./match";

type Handler = (event: KeyboardEvent) => void;
type Shortcuts = Record<string, Handler | undefined>;

const layers: { current: Shortcuts }[] = [];
let singleKeys = true;
let paused = false;
let prefix: string | null = null;
let prefixAtMs = 0;

const PREFIX_MS = 1_200;
/** What no text field uses itself, and a person expects from everywhere. */
const whileTyping = new Set(["mod+k", "mod+j", "mod+b"]);

/** A person may switch the single letters off; chords with a modifier stay. */
export function allowSingleKeys(allowed: boolean): void {
  singleKeys = allowed;
}

/** While something opens over the page, what is typed for it must not act on the page. */
export function pauseSingleKeys(on: boolean): void {
  paused = on;
}

/** Keys that work while the component is there; the newest layer comes first. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const layer = useRef(shortcuts);
  useEffect(() => {
    layer.current = shortcuts;
  });
  useEffect(() => {
    if (layers.length === 0) document.addEventListener("keydown", onKeyDown);
    layers.unshift(layer);
    return () => {
      layers.splice(layers.indexOf(layer), 1);
      if (layers.length === 0) document.removeEventListener("keydown", onKeyDown);
    };
  }, []);
}

function onKeyDown(event: KeyboardEvent): void {
  // keyCode 229: some input methods tell nothing else while they compose.
  if (event.defaultPrevented || event.isComposing || event.keyCode === 229) return;
  const chord = chordOf(event);
  const typing = isTyping(event.target);
  if (typing && !whileTyping.has(chord)) return;
  if (isSingleKey(chord) && (!singleKeys || paused || inOverlay(event.target))) return;
  if (isOwnKeyOf(event.target, chord)) return;
  const now = Date.now();
  const before = now - prefixAtMs < PREFIX_MS ? prefix : null;
  const match = matchShortcut(allShortcuts(), chord, before);
  prefix = match.prefix;
  prefixAtMs = now;
  if (!match.handler) return;
  event.preventDefault();
  match.handler(event);
}

function allShortcuts(): Map<string, Handler> {
  const all = new Map<string, Handler>();
  for (const layer of layers)
    for (const [name, handler] of Object.entries(layer.current))
      if (handler && !all.has(name)) all.set(name, handler);
  return all;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches("input,textarea,select,[role=textbox],.xterm *"))
  );
}

function inOverlay(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest("[role=dialog],[role=alertdialog],[role=menu],[role=listbox],canvas") !== null
  );
}

/** Enter, space and arrows belong to what has the focus, when it is a control. */
function isOwnKeyOf(target: EventTarget | null, chord: string): boolean {
  if (!(target instanceof Element)) return false;
  if (inOverlay(target)) return !whileTyping.has(chord);
  const activates = /^(shift\+)?(enter|space)$/.test(chord);
  if (activates)
    return target.closest("button,a,summary,[role=tab],[role=switch],[role=radio]") !== null;
  return /arrow/.test(chord) && target.closest("[role=tablist],[role=radiogroup]") !== null;
}
