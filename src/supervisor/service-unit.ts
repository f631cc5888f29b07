/** What the unit file depends on. */
export interface ServiceWishes {
  /** The checkout; it stays root's, the service only reads it. */
  root: string;
  /** The system user that owns the data and runs everything, the database included. */
  user: string;
  dataDir: string;
  /** Further options of bin/start, such as --host. */
  args: string[];
}

/** bin/start refuses an option it does not know (64): starting again would not help. */
const USAGE = 64;

/**
 * The systemd unit (systemd.service(5), systemd.exec(5)). It starts at boot and after a crash, and stops in order:
 * only the supervisor gets the signal, and has the time its own patience adds up to.
 *
 * The walls leave room for what runs behind them: V8 writes code it then runs (no MemoryDenyWriteExecute), converters
 * close themselves in namespaces of their own (those four are allowed), PostgreSQL uses System V and POSIX memory.
 * The `+` line runs as root before each start, so that an upgraded checkout installs and builds what it needs.
 */
export function serviceUnit({ root, user, dataDir, args }: ServiceWishes): string {
  const start = [`${root}/bin/start`, "--data", dataDir, ...args].map(quote).join(" ");
  const needsLowPort = args.some(
    (arg, index) => Number(args[index - 1] === "--port" ? arg : arg.replace(/^--port=/, "")) < 1024,
  );
  const capability = needsLowPort ? "CAP_NET_BIND_SERVICE" : "";
  return `[Unit]
Description=Diwan, digital workplace
After=network-online.target
Wants=network-online.target

[Service]
Type=exec
User=${user}
Group=${user}
WorkingDirectory=${root}
Environment=NODE_COMPILE_CACHE=${quote(`${dataDir}/tmp/compiled`)}
ExecStartPre=+${quote(`${root}/bin/install-service`)} --prepare
ExecStart=${start}
Restart=always
RestartSec=3
RestartPreventExitStatus=${USAGE}
KillMode=mixed
KillSignal=SIGTERM
TimeoutStartSec=20min
TimeoutStopSec=90
UMask=0077
${dataDir === "/var/lib/diwan" ? "StateDirectory=diwan\nStateDirectoryMode=0700" : `ReadWritePaths=${quote(dataDir)}`}
AmbientCapabilities=${capability}
CapabilityBoundingSet=${capability}
NoNewPrivileges=yes
ProtectSystem=strict
ProtectHome=read-only
PrivateTmp=yes
PrivateDevices=yes
ProtectClock=yes
ProtectControlGroups=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
LockPersonality=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
RestrictNamespaces=user mnt net pid
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
SystemCallArchitectures=native
SystemCallFilter=~@clock @cpu-emulation @debug @module @obsolete @raw-io @reboot @swap

[Install]
WantedBy=multi-user.target
`;
}

/** systemd splits at spaces and expands % and $; a path may hold any of them. */
function quote(text: string): string {
  const plain = text.replaceAll("%", "%%").replaceAll("$", "$$$$");
  return /^[\w@%+=:,./$-]+$/.test(plain) ? plain : `"${plain.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}
