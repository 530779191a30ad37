#!/bin/sh
# Install the programs that the tests start and that no Python package brings, where they are missing and
# this user may: all of the table, or those named. Nothing that is installed here is started.
set -eu
PATH=$PATH:/usr/sbin

# program, Debian's packages, what for
TABLE='
chromium         chromium      the page and the widget in a real browser
nginx            nginx-light   deploy/nginx.conf
redis-server     redis-server  the rate limit of several workers
systemd-analyze  systemd       deploy/partnerbot.service
openssl          openssl       a certificate for nginx
tesseract        tesseract-ocr,tesseract-ocr-deu,tesseract-ocr-rus,tesseract-ocr-eng scanned pages of PDF files
npm              nodejs,npm    Lighthouse, which measures the pages
wrk              wrk           load.py, reloads.py, throughput.py in benchmarks/
'
POLICY=/usr/sbin/policy-rc.d

missing=$(echo "$TABLE" | while read -r program package use; do
  [ "$program" ] || continue
  case " ${*:-$program} " in *" $program "*) ;; *) continue ;; esac
  command -v "$program" >/dev/null || echo "$program $package $use"
done)
[ "$missing" ] || exit 0
packages=$(echo "$missing" | cut -d ' ' -f 2 | paste -s -d ',')
# shellcheck disable=SC2086  # a program may need several packages, with commas between them
packages=$(IFS=,; echo $packages)

if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
  {
    echo "These programs are missing:"
    echo "$missing" | while read -r program _ use; do printf '  %-16s for %s\n' "$program" "$use"; done
    echo "Install them, then try again; on Debian (elsewhere the packages of your system):"
    echo "  sudo apt-get install --no-install-recommends $packages"
  } >&2
  exit 1
fi

# Debian starts a service as soon as it is installed, unless this file says no.
if [ ! -e "$POLICY" ]; then
  trap 'rm -f "$POLICY"' EXIT
  printf '#!/bin/sh\nexit 101\n' >"$POLICY"
  chmod +x "$POLICY"
fi
apt-get update -qq -o DPkg::Lock::Timeout=300
# shellcheck disable=SC2086  # a list of packages
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq -o DPkg::Lock::Timeout=300 --no-install-recommends $packages
# Nor at the next start of the machine.
for service in nginx redis-server; do
  case " $packages " in *" $service"*) systemctl disable --quiet "$service" || true ;; esac
done
