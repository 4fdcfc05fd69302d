export const sshPort = 22;

/** A plain sshd as found on a KVM host: root and users, keys and passwords, defaults otherwise. */
export function sshdConfig(): string {
  const lines = [
    `Port ${sshPort}`,
    "ListenAddress 0.0.0.0",
    "HostKey /etc/ssh/ssh_host_ed25519_key",
    "PidFile /run/sshd.pid",
    "PermitRootLogin yes",
    "PubkeyAuthentication yes",
    "PasswordAuthentication yes",
    "KbdInteractiveAuthentication no",
    // PAM would ask for a session bus and a login manager that a lab host does not have.
    "UsePAM no",
    "UseDNS no",
    "PrintMotd no",
    "AcceptEnv LANG LC_*",
    "Subsystem sftp internal-sftp",
  ];
  return `${lines.join("\n")}\n`;
}
