import { stableNumber } from './quirks.ts';
import { containerdOf, kernelOf, runcOf } from './release-components.ts';
import type { NotedKind } from './release-kinds.ts';
import { updatesUntil } from './release-movement.ts';
import type { Installed } from './release-packages.ts';

/** What is installed in an image of Azure Linux, in the order in which it was: no order that a reader would know. */

/** `days base name binaries…`: all of what is updated. */
const moving = `
40 8.11.1 curl curl curl-libs
45 3.3.5 openssl openssl openssl-libs openssl-devel
60 2.38 glibc glibc glibc-iconv glibc-tools glibc-i18n
35 255 systemd systemd systemd-libs systemd-networkd systemd-resolved systemd-rpm-macros systemd-udev
50 3.12.9 python3 python3 python3-libs python3-curses
55 2.13.6 libxml2 libxml2 libxml2-devel
70 2.6.3 expat expat expat-libs
60 9.8p1 openssh openssh openssh-clients openssh-server
80 2.45.3 git git
90 1.21.2 wget wget
75 9.1.0 vim vim
60 3.44.0 sqlite sqlite-libs
45 103.8.0 SymCrypt SymCrypt
85 1.9.5 SymCrypt-OpenSSL SymCrypt-OpenSSL
70 1.21.3 krb5 krb5
65 3.8.3 gnutls gnutls
70 9.20.5 bind bind-libs bind-license bind-utils
75 2.40.2 util-linux util-linux util-linux-libs util-linux-devel libmount libuuid
80 3.0.0 libarchive libarchive
90 1.35 tar tar
60 1.57.0 nghttp2 nghttp2
70 5.38.2 perl perl perl-libs perl-interpreter
50 24.3.1 cloud-init cloud-init cloud-init-azure-kvp
45 3.0 azurelinux-release azurelinux-release azurelinux-release-common
70 2.41 binutils binutils binutils-libs
60 6.4 ncurses ncurses ncurses-libs ncurses-term ncurses-devel
50 2.11.1.4 WALinuxAgent WALinuxAgent WALinuxAgent-udev`;

const settled: readonly string[] =
  `acl attr audit audit-libs autofs azurelinux-repos azurelinux-repos-cloud-native azurelinux-repos-ms-non-oss
azurelinux-repos-ms-oss azurelinux-repos-shared azurelinux-rpm-macros bash bc blobfuse2 boost-program-options brotli bzip2
bzip2-libs ca-certificates ca-certificates-base ca-certificates-shared ca-certificates-tools chrony check-restart cifs-utils
conntrack-tools coreutils coreutils-lang cpio cracklib cracklib-dicts createrepo_c cronie cronie-anacron cryptsetup
cryptsetup-libs cyrus-sasl cyrus-sasl-lib dbus dbus-libs debugedit device-mapper device-mapper-event device-mapper-libs
dhcpcd diffutils dnf dnf-data dnf-automatic dosfstools dracut dracut-hyperv e2fsprogs e2fsprogs-libs ebtables-legacy
efibootmgr efivar elfutils elfutils-default-yama-scope elfutils-libelf ethtool file file-libs filesystem findutils fuse
fuse-common fuse3 fuse3-libs gawk gc gcc gdbm gdbm-lang gettext glib gmp gpgme gpg-pubkey gptfdisk grep groff grub2
grub2-efi-binary grub2-tools-minimal gssproxy guile gzip hyperv-tools iana-etc icu ima-evm-utils inih inotify-tools iotop
iproute ipset iptables ipvsadm irqbalance jansson jq json-c json-glib keyutils keyutils-libs kmod kbd kexec-tools
kubernetes-cri-tools less libaio libassuan libassuan2 libbpf libcap libcap-ng libcomps libdb libdnf libedit libestr libevent
libfastjson libffi libgcc libgcrypt libgpg-error libgudev libidn2 libini_config libkcapi libkcapi-hmaccalc libksba libldb
libmaxminddb libmd libmnl libmodulemd libnetfilter_conntrack libnetfilter_cthelper libnetfilter_cttimeout
libnetfilter_queue libnfnetlink libnftnl libnl3 libnsl2 libpcap libpath_utils libpipeline libpkgconf libpsl libpwquality
libref_array librepo libseccomp libselinux libselinux-utils libsemanage libsepol libsolv libssh2 libstdc++ libtalloc
libtasn1 libtdb libtevent libtirpc libtool libunistring liburcu libutempter libuv libverto libxcrypt libxslt libyaml
linux-firmware lldpd lmdb logrotate lsof lua lua-libs lvm2 lz4 lzo m4 make mariadb-connector-c mpdecimal mpfr msr-tools
nettle net-tools newt nfs-utils nftables nss-libs npth ntfs-3g numactl-libs open-vm-tools openldap oras p11-kit
p11-kit-trust pam pciutils pcre2 pcre2-tools perf pinentry pkgconf polkit policycoreutils popt procps-ng psmisc
quota-tools rdma-core readline rpcbind rpm rpm-build-libs rpm-libs rsync rsyslog scponly sed selinux-policy
selinux-policy-modules setools-console sg3_utils shadow-utils shim slang socat squashfs-tools strace sudo sysstat
tcpdump tdnf tdnf-plugin-repogpgcheck thin-provisioning-tools tmux tpm2-tss traceroute tzdata unzip userspace-rcu utf8proc
vim-extra virt-what which xfsprogs xz xz-libs zchunk-libs zip zlib zstd zstd-libs`.split(/\s+/);

const perls =
  `B Carp Class-Struct Data-Dumper Digest Digest-MD5 DynaLoader Encode Errno Exporter Fcntl File-Basename
File-Copy File-Find File-Path File-stat File-Temp FileHandle Getopt-Long Getopt-Std Git HTTP-Tiny IO IPC-Open3 MIME-Base64
PathTools Pod-Escapes Pod-Perldoc Pod-Simple Pod-Usage POSIX Scalar-List-Utils SelectSaver Socket Storable Symbol
Term-ANSIColor Term-Cap TermReadKey Text-ParseWords Text-Tabs+Wrap Time-Local constant if lib mro overload overloading
parent podlators subs vars`
    .split(/\s+/)
    .map((name) => `perl-${name}`);

const pythons =
  `attrs chardet configobj cryptography dbus dnf idna jinja2 jsonpatch jsonpointer jsonschema libcomps libdnf
libselinux libsemanage markupsafe netifaces oauthlib policycoreutils prettytable pyserial pyyaml requests rpm setools
setuptools six urllib3`
    .split(/\s+/)
    .map((name) => `python3-${name}`);

export function rpmPackages(kind: NotedKind, built: number): readonly Installed[] {
  const tail = kind.release === '3.0' ? 'azl3' : 'cm2';
  const machine = kind.isArm ? 'aarch64' : 'x86_64';
  const kernel = kernelOf(kind, built);
  const fixed = [...settled, ...perls, ...pythons].map((name) => {
    const number = stableNumber(`${name} ${tail}`);
    const version = `${number % 6}.${number % 31}.${number % 13}-${1 + (number % 9)}.${tail}`;
    return { name, version, architecture: /^(?:perl|python3|azurelinux)-/.test(name) ? 'noarch' : machine };
  });
  const moved = moving
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [days = '', base = '', name = '', ...binaries] = line.split(' ');
      const source = { name: `${name} ${tail}`, days: Number(days) };
      const version = `${base}-${1 + updatesUntil(source.name, built, source.days)}.${tail}`;
      return binaries.map((binary) => ({ name: binary, version, architecture: machine, source }));
    });
  const kernelSource = { name: `kernel ${tail}`, days: 7 };
  const kernels = [
    'hyperv-daemons',
    'hyperv-daemons-license',
    'hypervkvpd',
    'hypervvssd',
    'kernel-tools',
  ].map((name) => ({ name, version: `${kernel}-1.${tail}`, architecture: machine, source: kernelSource }));
  const kernelName = kind.variant === 'osguard' ? 'kernel-ipe' : 'kernel';
  const containerd = kind.release === '3.0' ? 'containerd2' : 'moby-containerd';
  const all = [
    // The kernel that the image came with stays installed beside the one that runs.
    ...(kind.variant === 'osguard'
      ? []
      : [
          {
            name: 'kernel',
            version: `${kernelOf(kind, built - 21 * 86_400_000)}-1.${tail}`,
            architecture: machine,
          },
        ]),
    ...fixed,
    ...moved,
    ...kernels,
    { name: kernelName, version: `${kernel}-1.${tail}`, architecture: machine, source: kernelSource },
    { name: 'runc', version: `${runcOf(kind, built)}-1.${tail}`, architecture: machine },
    { name: containerd, version: `${containerdOf(kind, built)}-4.${tail}`, architecture: machine },
  ];
  return all.map((one) => ({ ...one, suite: '', state: '' }));
}
