import { HostPage } from "@/app/_features/hosts/page/host-page";

interface Props {
  params: Promise<{ hostId: string }>;
}

export default async function Page({ params }: Props) {
  const { hostId } = await params;
  return <HostPage hostId={decodeURIComponent(hostId)} />;
}
