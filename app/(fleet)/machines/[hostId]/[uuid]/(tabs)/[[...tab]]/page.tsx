import { notFound } from "next/navigation";
import { machineTabs } from "@/app/_features/machine-page/tabs";

interface Props {
  params: Promise<{ tab?: string[] }>;
}

/** Every tab has an address; what it shows is drawn by the frame around it. */
export default async function Page({ params }: Props) {
  const { tab = [] } = await params;
  const known =
    tab.length === 0 || (tab.length === 1 && machineTabs.some((name) => name === tab[0]));
  if (!known) notFound();
  return null;
}
