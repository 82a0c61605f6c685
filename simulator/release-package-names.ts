/**
 * Names of packages of Ubuntu. They are those of real ones; which there are, what goes together and how often a thing is
 * updated is made up, so that about 20 of 740 differ from week to week as they really do.
 */

/** `days base22 base24 name binaries…`: sources that get security updates, about every so many days. */
export const secured = `
35 3.0.2-0ubuntu1 3.0.13-0ubuntu3 openssl openssl libssl3t64 libssl-dev
41 7.81.0-1ubuntu1 8.5.0-2ubuntu10 curl curl libcurl4t64 libcurl3t64-gnutls
70 2.35-0ubuntu3 2.39-0ubuntu8 glibc libc-bin libc6 libc6-dev libc-dev-bin libc-devtools locales
30 3.10.6-1~22.04 3.12.3-1ubuntu0 python3 libpython3-minimal libpython3-stdlib libpython3t64 python3 python3-minimal
90 5.34.0-3ubuntu1 5.38.2-3.2ubuntu0 perl libperl5 perl perl-base perl-modules
75 1.19.2-2ubuntu0 1.20.1-6ubuntu2 krb5 krb5-locales libgssapi-krb5-2 libk5crypto3 libkrb5-3 libkrb5support0
60 3.7.3-4ubuntu1 3.8.3-1.1ubuntu3 gnutls28 libgnutls30t64
50 2.4.7-1ubuntu0 2.6.1-2ubuntu0 expat libexpat1
45 2.9.13+dfsg-1ubuntu0 2.9.14+dfsg-1.3ubuntu3 libxml2 libxml2
80 3.37.2-2ubuntu0 3.45.1-1ubuntu2 sqlite3 libsqlite3-0
40 1:9.18.30-0ubuntu0.22.04 1:9.18.39-0ubuntu0.24.04 bind9 bind9-dnsutils bind9-host bind9-libs
65 1:8.9p1-3ubuntu0 1:9.6p1-3ubuntu13 openssh openssh-client openssh-server openssh-sftp-server
85 1.9.9-1ubuntu2 1.9.15p5-3ubuntu5 sudo sudo
20 2:8.2.3995-1ubuntu2 2:9.1.0016-1ubuntu7 vim vim vim-common vim-runtime vim-tiny xxd
55 1:2.34.1-1ubuntu1 1:2.43.0-1ubuntu7 git git git-man
95 1.34+dfsg-1ubuntu0 1.35+dfsg-3ubuntu0 tar tar
90 1.10-4ubuntu4 1.12-1ubuntu3 gzip gzip
75 2.37.2-4ubuntu3 2.39.3-9ubuntu6 util-linux bsdextrautils bsdutils eject fdisk libblkid1 libfdisk1 libmount1 libuuid1 mount util-linux
60 2.38-4ubuntu2 2.42-4ubuntu2 binutils binutils binutils-common libbinutils libctf0 libsframe1
70 17.2.7-0ubuntu0.22.04 19.2.3-0ubuntu0.24.04 ceph ceph-common libcephfs2 librados2 librbd1 librgw2 python3-ceph-common python3-rados
65 2:6.14-1ubuntu0 2:7.0-2ubuntu0 cifs-utils cifs-utils
55 1.43.0-1ubuntu0 1.59.0-1ubuntu0 nghttp2 libnghttp2-14
80 6.3-2ubuntu0 6.4+20240113-1ubuntu2 ncurses libncurses6 libncursesw6 libtinfo6 ncurses-base ncurses-bin ncurses-term
85 2.2.27-3ubuntu2 2.4.4-2ubuntu17 gnupg2 dirmngr gnupg gnupg-utils gpg gpg-agent gpg-wks-client gpgconf gpgsm gpgv
45 2.72.4-0ubuntu2 2.80.0-6ubuntu3 glib2.0 libglib2.0-0t64 libglib2.0-bin libglib2.0-data gir1.2-glib-2.0
90 1.21.1ubuntu2 1.22.6ubuntu6 dpkg dpkg dpkg-dev libdpkg-perl
95 3.2.7-0ubuntu0.22.04 3.2.7-1ubuntu1 rsync rsync
60 1.21.2-2ubuntu1 1.21.4-1ubuntu4 wget wget
50 20230311ubuntu0.22.04 20240203ubuntu0.24.04 ca-certificates ca-certificates
30 2:4.15.13+dfsg-0ubuntu1 2:4.19.5+dfsg-4ubuntu9 samba libldb2 libsmbclient0 libwbclient0 samba-common samba-libs
75 3.6.0-1ubuntu1 3.7.2-2ubuntu0 libarchive libarchive13t64
70 0.9.6-2ubuntu0.22.04 0.10.6-2ubuntu0 libssh libssh-4
80 3.0.3-1ubuntu0 3.1.2-1ubuntu1 jinja2 python3-jinja2
65 1.26.5-1~exp1ubuntu0 2.0.7-1ubuntu0 urllib3 python3-urllib3
90 3.4.8-1ubuntu2 41.0.7-4ubuntu0 cryptography python3-cryptography
85 1:1.30.1-7ubuntu3 1:1.36.1-6ubuntu3 busybox busybox-initramfs busybox-static
95 1.4.0-11ubuntu2 1.5.3-5ubuntu5 pam libpam-modules libpam-modules-bin libpam-runtime libpam0g
70 4.18.0-4ubuntu0 4.19.0-3ubuntu0.24.04 libtasn1-6 libtasn1-6
40 3.20250512.0ubuntu0.22.04 3.20250512.0ubuntu0.24.04 intel-microcode intel-microcode
60 2.5.0-1ubuntu1 2.9.0-1ubuntu0 libpng libpng16-16t64
75 1.13.3-0ubuntu0 1.14.0-0ubuntu0 libcap2 libcap2 libcap2-bin libpam-cap`;

/** The same for those that are updated, but not for their security. */
export const updated = `
60 249.11-0ubuntu3 255.4-1ubuntu8 systemd libnss-systemd libpam-systemd libsystemd-shared libsystemd0 libudev1 systemd systemd-dev systemd-resolved systemd-sysv udev
90 2.4.11 2.8.3 apt apt apt-utils libapt-pkg6.0t64
120 3.0.4-2ubuntu2 4.0.1really4.0.1-0ubuntu0.24.04 apparmor apparmor apparmor-utils libapparmor1
100 12ubuntu4 13ubuntu10 base-files base-files
45 24.1.3-0ubuntu3~22.04 26.1-0ubuntu1~24.04 cloud-init cloud-init cloud-initramfs-copymods cloud-initramfs-dyn-netconf
70 2.06-2ubuntu7 2.12-1ubuntu7 grub2 grub-common grub-efi-amd64-bin grub-pc grub-pc-bin grub2-common
110 0.140ubuntu13 0.142ubuntu25 initramfs-tools initramfs-tools initramfs-tools-bin initramfs-tools-core
80 2.2.46.0ubuntu5~22.04 2.15.0.1-0ubuntu1~24.04 walinuxagent walinuxagent
120 1.7.9-1~22.04 2.0.20-1ubuntu2~24.04 fwupd fwupd libfwupd3
60 0.52ubuntu0 0.60ubuntu0 distro-info-data distro-info-data
50 2024a-0ubuntu0.22.04 2024a-3ubuntu1 tzdata tzdata
90 2:2.4.3-1ubuntu1 2:2.7.0-1ubuntu4 cryptsetup cryptsetup cryptsetup-bin cryptsetup-initramfs libcryptsetup12
130 2.63+22.04ubuntu0 2.66.1+24.04ubuntu0 snapd snapd`;

const lettered = (names: string, prefix = '', suffix = ''): string[] =>
  names.split(/\s+/).flatMap((name) => (name === '' ? [] : [`${prefix}${name}${suffix}`]));

/** Never updated: tools, modules of Perl and Python, libraries. */
export const settled: readonly string[] = [
  ...lettered(
    'adduser aznfs attr base-passwd bash bash-completion bc bcache-tools bolt btrfs-progs build-essential byobu bzip2 ' +
      'cgroup-lite chrony cloud-guest-utils command-not-found conntrack console-setup console-setup-linux coreutils ' +
      'cpio cpp cracklib-runtime cron cron-daemon-common dash dbus dbus-bin dbus-daemon debconf debconf-i18n debianutils ' +
      'dhcpcd-base diffutils distro-info dkms dmeventd dmidecode dmsetup dosfstools dracut-install e2fsprogs eatmydata ' +
      'ebtables ed efibootmgr ethtool file finalrd findutils fonts-ubuntu-console friendly-recovery fuse3 g++ gawk gcc ' +
      'gdisk gettext-base glusterfs-client grep groff-base hdparm hostname htop hwdata ibverbs-providers info ' +
      'init init-system-helpers install-info inotify-tools iotop iproute2 ipset iptables iputils-ping iputils-tracepath ' +
      'ipvsadm irqbalance iso-codes jq kbd keyboard-configuration keyutils klibc-utils kmod kpartx less ' +
      'linux-base linux-base-sgx logrotate logsave lsb-release lshw lsof ltrace lvm2 lxd-agent-loader make man-db manpages ' +
      'mawk mdadm media-types mokutil motd-news-config mtr-tiny multipath-tools nano net-tools netbase netcat-openbsd ' +
      'netplan.io nfs-common nftables npth0 ntfs-3g open-iscsi open-vm-tools os-prober overlayroot parted passwd pastebinit ' +
      'patch pci.ids pciutils pigz pinentry-curses plymouth polkitd pollinate powermgmt-base procps psmisc ' +
      'publicsuffix quota readline-common rpcbind rsyslog run-one sed sensible-utils sg3-utils shared-mime-info socat ' +
      'software-properties-common sosreport squashfs-tools ssh-import-id strace sysstat sysvinit-utils tcl tcpdump telnet ' +
      'thermald thin-provisioning-tools time tmux tnftp traceroute tpm-udev ubuntu-advantage-tools ubuntu-drivers-common ' +
      'ubuntu-keyring ubuntu-minimal ubuntu-server ubuntu-standard ucf ufw unattended-upgrades unzip update-manager-core ' +
      'update-notifier-common usb-modeswitch usb.ids usbutils uuid-runtime whiptail wireless-regdb xauth xdg-user-dirs ' +
      'xfsprogs xkb-data xml-core xz-utils zip zlib1g zstd',
  ),
  ...lettered(
    'apport apt attr attrs automat babel bcrypt blinker certifi cffi-backend chardet click colorama commandnotfound ' +
      'configobj constantly dbus debconf debian debianbts distro distupgrade distutils gdbm gi hamcrest httplib2 ' +
      'hyperlink idna incremental json-pointer jsonpatch jsonschema jwt keyring launchpadlib lib2to3 magic markdown-it ' +
      'markupsafe mdurl more-itertools netaddr netifaces newt oauthlib openssl packaging parted pexpect pkg-resources ' +
      'prettytable problem-report ptyprocess pyasn1 pyasn1-modules pygments pyparsing pyrsistent requests rich serial ' +
      'service-identity setuptools six software-properties systemd twisted typing-extensions tz update-manager wadllib ' +
      'xkit yaml zipp zope.interface',
    'python3-',
  ),
  ...lettered(
    'algorithm-diff algorithm-merge clone dbi dbd-mysql encode-locale error fcgi file-fcntllock file-find-rule html-parser ' +
      'html-tagset http-date http-message io-html io-stringy ipc-run lwp-mediatypes locale-gettext mime-charset net-ssleay ' +
      'number-compare proc-processtable sort-naturally term-readkey text-charwidth text-glob text-iconv text-wrapi18n ' +
      'time-duration timedate uri',
    'lib',
    '-perl',
  ),
  ...lettered(
    'acl1 aio1t64 appstream5 argon2-1 asan8 assuan0 atomic1 attr1 audit1 babeltrace1 basicobjects0t64 blas3 blockdev3 ' +
      'boost-context1 boost-iostreams1 boost-program-options1 boost-thread1 bpf1 brotli1 bsd0 bytesize1 bz2-1.0 c-ares2 ' +
      'cairo2 canberra0 cap-ng0 cc1-0 cbor0.10 charset1 collection4t64 com-err2 crypt-dev crypt1 daxctl1 db5.3t64 dbus-1-3 ' +
      'dconf1 deflate0 device-mapper-event1 devmapper1.02 dhash1 dns-export dnssec2 double-conversion3 drm-common drm2 dw1t64 ' +
      'ebtc0 edit2 efiboot1t64 efivar1t64 elf1t64 estr0 ev4t64 evdev2 event-core-2 ext2fs2t64 fastjson4 fakeroot ffi8 fido2-1 ' +
      'flashrom1 fontconfig1 freetype6 fribidi0 fuse3-3 gcc-s1 gcrypt20 gd3 gdbm-compat4t64 gdbm6t64 getdata8 girepository1 ' +
      'gmp10 gomp1 google-perftools4t64 gpg-error0 gpgme11t64 gpm2 graphite2-3 gudev-1.0 gusb2 harfbuzz0b heif1 hogweed6t64 ' +
      'hwasan0 ibverbs1 icu74 idn12 idn2-0 ini-config5t64 inih1 intl-perl inotifytools0 ip4tc2 ip6tc2 ipset13 isal2 iscsi1 ' +
      'isl23 isns0t64 itm1 iw30 jansson4 jbig0 jcat1 jemalloc2 jpeg8 jq1 json-c5 json-glib-1 kate1 keyutils1 klibc kmod2 ' +
      'ksba8 ldap2 leveldb1 lerc4 lmdb0 locale1 lockfile1 lsan0 lttng-ust1 lua5.4 lvm2cmd2 lz4-1 lzo2-2 magic1t64 maxminddb0 ' +
      'mbim-glib4 mcrypt4 md4c0 mm-glib0 mnl0 mpc3 mpdec3 mpfr6 mspack0 ndctl6 netfilter-conntrack3 netplan1 nettle8t64 ' +
      'newt0 nfnetlink0 nfsidmap1 nftables1 nftnl11 nl-3 nl-genl-3 nl-route-3 nspr4 nss3 numa1 nvme1t64 nvpair3 oath0 opcodes1 ' +
      'packagekit-glib2 pango1 parted2t64 path-utils1t64 pcap0.8t64 pci3 pcre2-8 pcre2-posix3 pcsclite1 perfetto1 pipeline1 ' +
      'pixman1 plymouth5 pmem1 pmemobj1 polkit-agent-1 popt0 proc2-0 protobuf-c1 protobuf32t64 psl5t64 ptscotch7 qmi-glib5 ' +
      'quadmath0 rabbitmq4 rdmacm1t64 re2-10 readline8t64 ref-array1t64 rtmp1 sasl2-2 sasl2-modules-db seccomp2 selinux1 ' +
      'semanage2 sensors5 sepol2 sgutils2 sharpyuv0 sigsegv2 slang2 sm6 snappy1v5 snmp40t64 sodium23 ss2 stdc++6 stemmer0d ' +
      'sysfs2 tcl8.6 tcmalloc-minimal4t64 tdb1 teamdctl0 tevent0t64 text-unidecode thai0 tiff6 tirpc3t64 tokyocabinet9 tss2-esys ' +
      'tss2-mu tss2-sys tsan2 ubsan1 uchardet0 ulockmgr1 unistring5 unwind8 uring2 urcu8t64 usb-1.0 utempter0 uv1t64 verto1 ' +
      'volume-key1 webp7 wrap0 x11-6 x11-data xau6 xcb1 xdmcp6 xext6 xmlb2 xmlsec1t64 xmuu1 xpm4 xslt1.1 xtables12 xxhash0 ' +
      'yajl2 yaml-0-2 zstd1',
    'lib',
  ),
];
