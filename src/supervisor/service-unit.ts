/** What the unit file depends on. */
export interface ServiceWishes {
  /** The checkout; it stays root's, the service only reads it. */
  root: string;
  dataDir: string;
  /** Further options of bin/start, such as --host. */
  args: string[];
}

/** bin/start refuses an option it does not know (64): starting again would not help. */
const USAGE = 64;

/**
 * To become another user for good, to hand files over and read them, to stop what was started; SYS_PTRACE to see in
 * /proc which folder a server of another user works in.
 */
const TO_DROP = "CHOWN DAC_OVERRIDE FOWNER FSETID KILL SETGID SETPCAP SETUID SYS_PTRACE"
  .split(" ")
  .map((name) => `CAP_${name}`);

/**
 * The systemd unit (systemd.service(5), systemd.exec(5)). It starts at boot and after a crash, and stops in order:
 * only the supervisor gets the signal, and has the time its own patience adds up to.
 *
 * The supervisor is root, with the few capabilities it takes to start each program as its own user (drop.ts: the
 * database and the inside, the public side) and to watch their files; it listens on nothing and reads no request.
 *
 * The walls leave room for what runs behind them: V8 writes code it then runs (no MemoryDenyWriteExecute), converters
 * close themselves in namespaces of their own (those four are allowed), PostgreSQL uses System V and POSIX memory.
 * The `+` line runs as root before each start, so that an upgraded checkout installs and builds what it needs; the mask
 * lets the other users read that (in the data folder the walls are the folders' own modes).
 */
export function serviceUnit({ root, dataDir, args }: ServiceWishes): string {
  const start = [`${root}/bin/start`, "--data", dataDir, ...args].map(quote).join(" ");
  const needsLowPort = args.some(
    (arg, index) => Number(args[index - 1] === "--port" ? arg : arg.replace(/^--port=/, "")) < 1024,
  );
  const capabilities = [...TO_DROP, ...(needsLowPort ? ["CAP_NET_BIND_SERVICE"] : [])].join(" ");
  return `[Unit]
Description=Diwan, digital workplace
After=network-online.target
Wants=network-online.target

[Service]
Type=exec
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
UMask=0022
ReadWritePaths=${quote(dataDir)}
CapabilityBoundingSet=${capabilities}
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
