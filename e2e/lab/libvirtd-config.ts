/** libvirtd.conf: SSH reaches the unix socket; plain TCP and TLS are open inside the lab's subnet. */
export function libvirtdConfig(hostUuid: string): string {
  return settings({
    host_uuid: hostUuid,
    listen_addr: "0.0.0.0",
    listen_tcp: 1,
    tcp_port: "16509",
    auth_tcp: "none",
    listen_tls: 1,
    tls_port: "16514",
    key_file: "/etc/pki/libvirt/private/serverkey.pem",
    cert_file: "/etc/pki/libvirt/servercert.pem",
    ca_file: "/etc/pki/CA/cacert.pem",
    unix_sock_group: "libvirt",
    unix_sock_rw_perms: "0770",
    auth_unix_ro: "none",
    auth_unix_rw: "none",
    // There is no journal and no syslog here.
    log_outputs: "3:file:/var/log/libvirt/libvirtd.log",
    max_clients: 200,
    max_anonymous_clients: 50,
  });
}

/**
 * qemu.conf for a host without cgroups, udev and security module. Ownership stays as it is because
 * the disks are shared between hosts whose databases of users are copies of each other.
 */
export function qemuConfig(): string {
  return settings({
    user: "root",
    group: "root",
    security_driver: "none",
    cgroup_controllers: [],
    namespaces: [],
    remember_owner: 0,
    vnc_listen: "127.0.0.1",
  });
}

/** virtlogd.conf: its defaults. */
export function virtlogdConfig(): string {
  return settings({ log_level: 3 });
}

type Setting = string | number | readonly string[];

function settings(values: Readonly<Record<string, Setting>>): string {
  const lines = Object.entries(values).map(([name, value]) => `${name} = ${JSON.stringify(value)}`);
  return `${lines.join("\n")}\n`;
}
