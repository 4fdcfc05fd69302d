/** What a host's capabilities XML says about the host itself. */
export interface HostCapabilities {
  hostUuid: string | null;
  arch: string | null;
  cpuVendor: string | null;
  /** Number of CPU features named beside the model. */
  cpuFeatures: number;
  migrationTransports: string[];
  securityModels: string[];
  guests: GuestCapability[];
  iommu: boolean | null;
  /** Whether guests of the host's own architecture can run on KVM: /dev/kvm alone proves nothing. */
  kvm: boolean;
}

export interface GuestCapability {
  osType: string;
  arch: string;
  domainTypes: string[];
  /** Number of machine types. */
  machines: number;
}
