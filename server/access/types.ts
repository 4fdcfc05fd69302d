import type { Density, Locale, Theme } from "./schema";

export interface Person {
  id: string;
  name: string;
  preferences: { locale: Locale; theme: Theme; density: Density; singleKeys: boolean };
}
